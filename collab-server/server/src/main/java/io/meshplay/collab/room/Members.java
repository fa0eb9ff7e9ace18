package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ServerMessage;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The sessions of a room, in the order of their joining: who comes, who goes, who is sent away. Confined to the room's event loop. */
@EventLoop
final class Members {
    private final RoomLoop loop;
    private final ClientIds clientIds;
    private final Presence presence;
    private final Runnable whenLeft;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final Collection<Session> view = Collections.unmodifiableSet(sessions);

    /** {@code whenLeft}: runs after each session that is gone */
    Members(RoomLoop loop, ClientIds clientIds, Presence presence, Runnable whenLeft) {
        this.loop = loop;
        this.clientIds = clientIds;
        this.presence = presence;
        this.whenLeft = whenLeft;
    }

    /** {@return who is here, as a view that changes with the room} */
    Collection<Session> all() {
        return view;
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    boolean isFull() {
        return sessions.size() >= loop.limits().sessionsMax();
    }

    Session add(JoinRequest request, Grant grant) {
        Session session = new Session(
                loop.newSessionId(),
                request,
                grant,
                loop.metrics(),
                loop.clock().instant(),
                loop.turns().nanoTime());
        sessions.add(session);
        clientIds.joined(grant.identity());
        loop.metrics().sessionJoined();
        return session;
    }

    /** The client has left by itself. */
    void leave(Session session) {
        if (sessions.contains(session)) {
            session.leave();
            drop(session, SessionEnd.TRY_AGAIN);
        }
    }

    /** Ends a session, if it is here. */
    void drop(Session session, SessionEnd end) {
        if (!sessions.remove(session)) {
            return;
        }
        if (session.lagging()) {
            loop.metrics().laggingEnded(false);
        }
        loop.metrics().sessionLeft();
        presence.left(session);
        clientIds.left(session.identity());
        session.end(end);
        whenLeft.run();
    }

    /** {@return whether any was here that matches} */
    boolean dropAll(Predicate<Session> which, SessionEnd end) {
        List<Session> dropped = sessions.stream().filter(which).toList();
        dropped.forEach(session -> drop(session, end));
        return !dropped.isEmpty();
    }

    void sayToAll(ServerMessage message) {
        sessions.forEach(session -> session.send(message, loop.turns().nanoTime()));
    }
}
