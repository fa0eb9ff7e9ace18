package io.meshplay.collab.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One room as it stands, for whoever runs the server.
 *
 * @param designId the design
 * @param state {@code loading}, {@code open}, {@code draining} or {@code closed}
 * @param epoch the history line; null while it loads or if it cannot be read
 * @param accepted newest sequence that was accepted
 * @param durable newest sequence that is on disk
 * @param damagedAt first sequence that cannot be used, 0 if none: the room is read-only then
 * @param survey what of it is unsaved or in no checkpoint
 * @param sessions who is here, in the order of their joining
 */
public record RoomReport(
        String designId,
        String state,
        @Nullable String epoch,
        long accepted,
        long durable,
        long damagedAt,
        RoomSurvey survey,
        List<SessionReport> sessions) {
    /** {@return bytes that the sessions' sockets have not yet written; a socket with two sessions here counts twice} */
    public long queuedBytes() {
        return sessions.stream().mapToLong(SessionReport::queuedBytes).sum();
    }

    /** {@return sessions over their outbound budget} */
    public long lagging() {
        return sessions.stream().filter(SessionReport::lagging).count();
    }
}
