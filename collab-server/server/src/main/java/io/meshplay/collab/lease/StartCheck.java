package io.meshplay.collab.lease;

import java.util.List;
import java.util.Optional;

/** Whether a node may start beside those that run on the same store. */
final class StartCheck {
    private StartCheck() {}

    /** {@return why it may not, and what to do} */
    static Optional<String> refusal(NodeIdentity own, List<NodeRecord> running, long wallMillis, LeaseLimits limits) {
        for (NodeRecord other : running) {
            if (other.address().isEmpty() || own.address().isEmpty()) {
                return Optional.of("another server (" + other.id() + ") uses this database, and they cannot reach each"
                        + " other: give both --node-port, --node-address and one cluster secret, or this one another"
                        + " database");
            }
            if (!other.cluster().equals(own.cluster())) {
                return Optional.of("the node at " + other.address() + " uses this database with another cluster secret:"
                        + " give all nodes of a cluster one secret, and each cluster a database of its own");
            }
            if (other.address().equals(own.address())) {
                return Optional.of("another running node has the address " + own.address()
                        + ": give each node its own --node-address");
            }
            long apart = other.wallMillis() - wallMillis;
            if (Math.abs(apart) > limits.clockMax().toMillis()) {
                return Optional.of("this machine's clock is " + Math.abs(apart) + " ms "
                        + (apart > 0 ? "behind" : "ahead of") + " that of the node at " + other.address()
                        + ": set both by NTP, then start again");
            }
        }
        return Optional.empty();
    }
}
