package io.meshplay.crdt;

import java.util.List;
import java.util.Set;

/** What the gatekeeper took of one update: valid v1 bytes to journal, forward and apply natively. Immutable. */
public final class AcceptedUpdate {
    private final DecodedUpdate update;
    private final Set<Touched> touched;
    private final long[] clientIds;

    AcceptedUpdate(DecodedUpdate update, Set<Touched> touched, long[] clientIds) {
        this.update = update;
        this.touched = touched;
        this.clientIds = clientIds;
    }

    /** The bytes, shared: do not change them. They are those received when nothing had to be left out or changed. */
    public byte[] bytes() {
        return update.index().bytes;
    }

    /** The places that its inserts and deletes touch. */
    public Set<Touched> touched() {
        return touched;
    }

    /** Client ids that bring new structs, each once. */
    public long[] clientIds() {
        return clientIds.clone();
    }

    /** Structs in the bytes. */
    public int structCount() {
        return update.structCount();
    }

    DecodedUpdate update() {
        return update;
    }

    /** Joins updates in the order of their acceptance into one valid v1 update. */
    public static byte[] merge(List<AcceptedUpdate> updates) {
        return updates.size() == 1 ? updates.getFirst().bytes() : UpdateMerge.merge(updates);
    }
}
