package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.crdt.AwarenessUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
            long clock, @Nullable String json, @Nullable Session session, String identity) {}

    private final Map<Long, State> states = new HashMap<>();
    /** Whose id it was, and the clock at which the others were told that they left. */
    private record Departed(String identity, long clock) {}

    /** Who left; the oldest are forgotten. */
    private final Map<Long, Departed> departed = new LinkedHashMap<>();

    private final Set<Long> untold = new LinkedHashSet<>();
    private final ClientIds clientIds;
    private final String designId;
    private final PresenceListener listener;
    private final int departedMax;

    Presence(ClientIds clientIds, String designId, PresenceListener listener, int departedMax) {
        this.clientIds = clientIds;
        this.designId = designId;
        this.listener = listener;
        this.departedMax = departedMax;
    }

    /**
     * Takes what a session says. Stock clients send back every change that they receive: entries of ids that are not
     * this session's are ignored.
     */
    void receive(Session session, AwarenessUpdate update) {
        if (session.awarenessId() < 0) {
            bind(session, update);
        } else {
            rebind(session, update);
        }
        for (AwarenessUpdate.Entry entry : update.entries()) {
            if (entry.clientId() == session.awarenessId()) {
                take(session, entry);
            }
        }
    }

    /**
     * The first message of a session names its id. An id for which another session of the same identity speaks is taken
     * over only by a newer clock, as a client sends it that comes back before its old socket is known to be dead: an
     * echo is never newer. An id that another identity holds here stays that one's.
     */
    private void bind(Session session, AwarenessUpdate update) {
        for (AwarenessUpdate.Entry entry : update.entries()) {
            State known = states.get(entry.clientId());
            Session speaker = known == null ? null : known.session();
            String owner = clientIds.owner(entry.clientId());
            Departed gone = departed.get(entry.clientId());
            boolean mine = (owner == null || owner.equals(session.identity()))
                    && (gone == null || gone.identity().equals(session.identity()));
            boolean free = known == null
                    || speaker == null
                    || (speaker.identity().equals(session.identity())
                            && update.entries().size() == 1
                            && entry.clock() > known.clock());
            if (mine && free && entry.json() != null) {
                if (speaker != null) {
                    speaker.awarenessId(-1);
                }
                session.awarenessId(entry.clientId());
                if (session.grant().role() != Role.VIEWER) {
                    clientIds.declare(entry.clientId(), session.identity());
                }
                return;
            }
        }
    }

    /** A session that was taken for the speaker of another's id, by an echo, names its own. */
    private void rebind(Session session, AwarenessUpdate update) {
        AwarenessUpdate.Entry only =
                update.entries().size() == 1 ? update.entries().getFirst() : null;
        boolean fresh = only != null
                && only.json() != null
                && only.clientId() != session.awarenessId()
                && !states.containsKey(only.clientId())
                && !departed.containsKey(only.clientId());
        if (fresh) {
            left(session);
            session.awarenessId(-1);
            bind(session, update);
        }
    }

    private void take(Session session, AwarenessUpdate.Entry entry) {
        State known = states.get(entry.clientId());
        boolean newer = known == null
                || entry.clock() > known.clock()
                || (entry.clock() == known.clock() && entry.json() == null && known.json() != null)
                || known.session() != session;
        if (newer) {
            // who comes back must be newer than the removal that the others were told
            Departed gone = departed.remove(entry.clientId());
            long clock = gone == null ? entry.clock() : Math.max(entry.clock(), gone.clock() + 1);
            clock = known == null ? clock : Math.max(clock, known.clock());
            states.put(entry.clientId(), new State(clock, entry.json(), session, session.identity()));
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
                states.put(id, new State(known.clock(), null, null, known.identity()));
                untold.add(id);
            }
        }
    }

    boolean hasUntold() {
        return !untold.isEmpty();
    }

    /** {@return an awareness message of what changed since the last one; tells the listener, forgets who left} */
    byte[] drain() {
        List<AwarenessUpdate.Entry> changes = entries(untold);
        byte[] message = new AwarenessUpdate(changes).encode();
        listener.changed(designId, changes);
        for (Long id : untold) {
            State state = states.get(id);
            if (state != null && state.session() == null) {
                states.remove(id);
                departed.put(id, new Departed(state.identity(), state.clock()));
                if (departed.size() > departedMax) {
                    departed.remove(departed.keySet().iterator().next());
                }
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

    /** The room is closed. */
    void close() {
        listener.closed(designId);
    }

    int size() {
        return states.size();
    }

    private byte[] encode(Set<Long> ids) {
        return new AwarenessUpdate(entries(ids)).encode();
    }

    private List<AwarenessUpdate.Entry> entries(Set<Long> ids) {
        List<AwarenessUpdate.Entry> entries = new ArrayList<>(ids.size());
        for (Long id : ids) {
            State state = states.get(id);
            if (state != null) {
                entries.add(new AwarenessUpdate.Entry(id, state.clock(), state.json()));
            }
        }
        return entries;
    }
}
