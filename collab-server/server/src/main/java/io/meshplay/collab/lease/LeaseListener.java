package io.meshplay.collab.lease;

/** Hears what happens to leases. Called where the keeper is driven; must not block. */
public interface LeaseListener {
    /** A design is this node's no more, and was not given back: its room is void. */
    void lost(String designId);

    /** Another node has stopped, or cannot reach the store: its leases may be taken. */
    void died(String nodeId);
}
