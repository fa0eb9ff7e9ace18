package io.meshplay.collab.room;

/** Another process owns the design. */
public final class OwnedElsewhereException extends RuntimeException {
    private final String nodeId;
    private final String address;

    /** Names the owner. {@code address}: {@code host:port} where other nodes reach it; empty if they cannot */
    public OwnedElsewhereException(String nodeId, String address) {
        super("owned by node " + nodeId + " at " + address, null, false, false);
        this.nodeId = nodeId;
        this.address = address;
    }

    /** {@return the owner's node id} */
    public String nodeId() {
        return nodeId;
    }

    /** {@return where other nodes reach the owner, empty if they cannot} */
    public String address() {
        return address;
    }
}
