package io.meshplay.collab.designs;

import io.meshplay.collab.room.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Lets whoever holds its token join one design with one role. The token itself is not kept.
 *
 * @param id 22 characters; names the link, gives no right
 * @param designId the design
 * @param role never {@link Role#OWNER}
 * @param createdAt when it was made, to the millisecond
 * @param expiresAt when it ends, exclusive; null never
 */
public record ShareLink(
        String id,
        String designId,
        Role role,
        Instant createdAt,
        @Nullable Instant expiresAt) {
    /** Refuses a link that would give the design away. */
    public ShareLink {
        if (role == Role.OWNER) {
            throw new IllegalArgumentException("role of a share link is OWNER, must be VIEWER, COMMENTER or EDITOR");
        }
    }

    /** {@return the identity under which holders of the token write} */
    public String identity() {
        return "link:" + id;
    }

    boolean expired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
