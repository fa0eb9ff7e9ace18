package io.meshplay.collab.room;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Decides who may join a design. */
public interface Access {
    /**
     * Decides one join.
     *
     * @param token the share link's token; null, empty or {@code local} asks for the local user
     * @return the grant; fails with {@link AccessDeniedException}
     */
    Future<Grant> grant(String designId, @Nullable String token);
}
