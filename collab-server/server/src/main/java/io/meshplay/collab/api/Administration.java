package io.meshplay.collab.api;

import io.meshplay.collab.room.RoomControl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the admin routes show and ask for.
 *
 * @param rooms the live rooms
 * @param networkTrusted whether the server was started with {@code --trust-network}
 * @param token what an administrator must show then; null if there is none
 * @param startedAt when this process started
 */
public record Administration(
        RoomControl rooms, boolean networkTrusted, @Nullable String token, Instant startedAt) {
    /** Says whether there is a token, never which. */
    @Override
    public String toString() {
        return "Administration[networkTrusted=" + networkTrusted + ", token=" + (token == null ? "none" : "set") + "]";
    }
}
