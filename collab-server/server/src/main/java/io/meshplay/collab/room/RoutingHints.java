package io.meshplay.collab.room;

import io.vertx.core.Future;
import java.util.Optional;

/** Where a design was last seen to live. Only a hint, forgotten soon: the lease decides. */
public interface RoutingHints {
    /** {@return the node that was named last; empty if none was, or if nobody can say soon. Never fails.} */
    Future<Optional<String>> hint(String designId);

    /** Names the node where a design lives. Never waits, never fails. */
    void hint(String designId, String node);
}
