package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.crdt.Admission.Standing;
import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who owns which Yjs client id of a document: the first user who writes under it, for good. Another user's copy of such
 * structs is a relay. Confined to the room's event loop.
 */
@EventLoop
final class ClientIds {
    private final Map<Long, String> owners = new HashMap<>();
    /** identity → how many of its sessions are here. */
    private final Map<String, Integer> present = new HashMap<>();
    /** client id → identity whose live session says in its awareness that it writes under it. */
    private final Map<Long, String> declared = new HashMap<>();

    static long[] readIds(Lib0Reader reader) throws MalformedException {
        int at = reader.offset();
        long count = reader.readVarUint();
        if (count > reader.remaining()) {
            throw new MalformedException(at, count + " client ids in " + reader.remaining() + " bytes");
        }
        long[] ids = new long[(int) count];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = reader.readVarUint();
        }
        return ids;
    }

    void joined(String identity) {
        present.merge(identity, 1, Integer::sum);
    }

    void left(String identity) {
        present.computeIfPresent(identity, (_, count) -> count == 1 ? null : count - 1);
    }

    /** {@return how an identity stands to a client id that brings new structs} */
    Standing standing(long clientId, String identity) {
        String owner = owners.get(clientId);
        if (owner == null) {
            String writer = declared.get(clientId);
            return writer == null || writer.equals(identity) ? Standing.RELAY : Standing.OWNER_LIVE;
        }
        if (owner.equals(identity)) {
            return Standing.OWN;
        }
        return present.containsKey(owner) ? Standing.OWNER_LIVE : Standing.RELAY;
    }

    @Nullable String owner(long clientId) {
        return owners.get(clientId);
    }

    /** {@return who owns an id, else who declares here that it writes under it} */
    @Nullable String writer(long clientId) {
        String owner = owners.get(clientId);
        return owner == null ? declared.get(clientId) : owner;
    }

    /** A live session says that it writes under an id. */
    void declare(long clientId, String identity) {
        declared.put(clientId, identity);
    }

    void undeclare(long clientId) {
        declared.remove(clientId);
    }

    /** Binds an id to an identity if nobody owns it and no other identity declares it. Returns whether this call bound it. */
    boolean claim(long clientId, String identity) {
        String writer = declared.get(clientId);
        if (writer != null && !writer.equals(identity)) {
            return false;
        }
        return owners.putIfAbsent(clientId, identity) == null;
    }

    void restore(Map<Long, String> stored) {
        owners.putAll(stored);
    }

    /** {@return a copy for a worker's thread} */
    ClientIds copy() {
        ClientIds copy = new ClientIds();
        copy.owners.putAll(owners);
        copy.present.putAll(present);
        copy.declared.putAll(declared);
        return copy;
    }

    Map<Long, String> owners() {
        return Map.copyOf(owners);
    }
}
