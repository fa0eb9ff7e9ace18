package io.meshplay.crdt;

/** The structure of one document: what is known, in which order, and what is deleted. Single-threaded. */
public final class Structure {
    /** An empty document under the given limits. */
    public Structure(StructureLimits limits) {
        if (limits.rootsMax() < 1) {
            throw new IllegalArgumentException();
        }
    }

    /** Decides about an update: taken when accepted (or, before a gap, in part); everything else leaves the structure as it was. */
    public Verdict offer(DecodedUpdate update, Admission admission, WorkBudget budget) {
        throw new UnsupportedOperationException();
    }

    /** What is known, encoded as a v1 state vector. */
    public byte[] stateVector() {
        return StateVector.empty().encode();
    }

    /** Whether everything that the peer knows is known here. */
    public boolean knows(StateVector peer) {
        return peer.clocks().isEmpty();
    }

    /** Structs held. */
    public long structCount() {
        return 0;
    }

    /** Root types in use. */
    public int rootCount() {
        return 0;
    }

    /** Estimated heap, in bytes. */
    public long bytesHeld() {
        return 0;
    }

    /** Grows with each change, deletes included; for caches. */
    public long version() {
        return 0;
    }
}
