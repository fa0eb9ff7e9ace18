package io.meshplay.collab.room;

import io.meshplay.collab.wire.Framing;
import java.time.Instant;

/**
 * One session, for whoever runs the server.
 *
 * @param sessionId names it for as long as it lasts
 * @param identity who it is: a user id, or a share link's identity
 * @param role what it may do
 * @param framing {@code sync} or {@code collab}
 * @param queuedBytes bytes that its socket has not yet written
 * @param lagging whether it is over its outbound budget
 * @param since when it joined
 */
public record SessionReport(
        String sessionId,
        String identity,
        Role role,
        String framing,
        long queuedBytes,
        boolean lagging,
        Instant since) {
    static SessionReport of(Session session) {
        String framing = switch (session.framing()) {
            case Framing.YWebsocket _ -> "sync";
            case Framing.Hocuspocus _ -> "collab";
        };
        return new SessionReport(
                session.id(),
                session.identity(),
                session.grant().role(),
                framing,
                session.peer().queuedBytes(),
                session.lagging(),
                session.since());
    }
}
