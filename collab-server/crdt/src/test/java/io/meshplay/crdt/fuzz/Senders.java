package io.meshplay.crdt.fuzz;

import io.meshplay.crdt.Admission;
import io.meshplay.crdt.Touched;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who owns which client id and who is here: the rules of a room, kept small. */
final class Senders {
    private final Map<Long, String> owners = new HashMap<>();
    private final Map<Long, Integer> live = new HashMap<>();

    void join(long clientId) {
        live.merge(clientId, 1, Integer::sum);
    }

    void leave(long clientId) {
        live.remove(clientId);
    }

    /** The first to write under an id of its own owns it. */
    void wrote(String identity, long ownClientId, long[] clientIds) {
        Set<Long> brought = new HashSet<>();
        for (long id : clientIds) {
            brought.add(id);
        }
        if (brought.contains(ownClientId)) {
            owners.putIfAbsent(ownClientId, identity);
        }
    }

    Admission of(String identity) {
        return new Admission() {
            @Override
            public Standing standing(long clientId) {
                String owner = owners.getOrDefault(clientId, identity);
                if (owner.equals(identity)) {
                    return Standing.OWN;
                }
                return live.containsKey(clientId) ? Standing.OWNER_LIVE : Standing.RELAY;
            }

            @Override
            public boolean mayTouch(Set<Touched> touched) {
                return true;
            }
        };
    }
}
