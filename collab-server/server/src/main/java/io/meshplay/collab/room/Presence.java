package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.crdt.AwarenessUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is here, as y-protocols awareness: the newest state of each client id, and which of them the others have not been
 * told. A session speaks for one client id only. Confined to the room's event loop.
 */
@EventLoop
final class Presence {
    /** The newest state of a client id. {@code session}: who speaks for it; null after it left */
    private record State(
            long clock, @Nullable String json, @Nullable Session session) {}

    private final Map<Long, State> states = new HashMap<>();
    private final Set<Long> untold = new LinkedHashSet<>();
    private final ClientIds clientIds;

    Presence(ClientIds clientIds) {
        this.clientIds = clientIds;
    }

    /**
     * Takes what a session says. Stock clients send back every change that they receive: entries of ids that are not
     * this session's are ignored.
     */
    void receive(Session session, AwarenessUpdate update) {
        if (session.awarenessId() < 0) {
            bind(session, update);
        }
        for (AwarenessUpdate.Entry entry : update.entries()) {
            if (entry.clientId() == session.awarenessId()) {
                take(session, entry);
            }
        }
    }

    /** The first message of a session names its id; an id that another identity holds here stays that one's. */
    private void bind(Session session, AwarenessUpdate update) {
        long candidate = -1;
        for (AwarenessUpdate.Entry entry : update.entries()) {
            State known = states.get(entry.clientId());
            boolean free = known == null || known.session() == null;
            boolean ownReconnect =
                    !free && sameIdentity(known, session) && update.entries().size() == 1;
            String owner = clientIds.owner(entry.clientId());
            boolean mine = owner == null || owner.equals(session.identity());
            if (mine && (free || ownReconnect)) {
                candidate = entry.clientId();
                break;
            }
        }
        if (candidate >= 0) {
            State known = states.get(candidate);
            if (known != null && known.session() != null) {
                known.session().awarenessId(-1);
            }
            session.awarenessId(candidate);
            clientIds.declare(candidate, session.identity());
        }
    }

    private static boolean sameIdentity(@Nullable State known, Session session) {
        return known != null
                && known.session() != null
                && known.session().identity().equals(session.identity());
    }

    private void take(Session session, AwarenessUpdate.Entry entry) {
        State known = states.get(entry.clientId());
        boolean newer = known == null
                || entry.clock() > known.clock()
                || (entry.clock() == known.clock() && entry.json() == null && known.json() != null)
                || known.session() != session;
        if (newer) {
            long clock = known == null ? entry.clock() : Math.max(entry.clock(), known.clock());
            states.put(entry.clientId(), new State(clock, entry.json(), session));
            untold.add(entry.clientId());
        }
    }

    /** The session is gone, and with it its presence. */
    void left(Session session) {
        long id = session.awarenessId();
        State known = id < 0 ? null : states.get(id);
        if (known != null && known.session() == session) {
            clientIds.undeclare(id);
            if (known.json() == null && !untold.contains(id)) {
                states.remove(id);
            } else {
                // y-protocols takes a removal at the clock of the state that it removes
                states.put(id, new State(known.clock(), null, null));
                untold.add(id);
            }
        }
    }

    boolean hasUntold() {
        return !untold.isEmpty();
    }

    /** {@return an awareness message of what changed since the last one; forgets who left} */
    byte[] drain() {
        byte[] message = encode(untold);
        for (Long id : untold) {
            State state = states.get(id);
            if (state != null && state.session() == null) {
                states.remove(id);
            }
        }
        untold.clear();
        return message;
    }

    /** {@return an awareness message of everybody who is here} */
    byte[] everybody() {
        return encode(states.keySet());
    }

    /** {@return the session's own entry, or an empty message: what keeps a stock client from dropping a silent socket} */
    byte[] own(Session session) {
        long id = session.awarenessId();
        return encode(id >= 0 && states.containsKey(id) ? Set.of(id) : Set.of());
    }

    int size() {
        return states.size();
    }

    private byte[] encode(Set<Long> ids) {
        List<AwarenessUpdate.Entry> entries = new ArrayList<>(ids.size());
        for (Long id : ids) {
            State state = states.get(id);
            if (state != null) {
                entries.add(new AwarenessUpdate.Entry(id, state.clock(), state.json()));
            }
        }
        return new AwarenessUpdate(entries).encode();
    }
}
