package io.meshplay.collab.node;

/**
 * How a node takes part in a cluster.
 *
 * @param host where the node port listens
 * @param port the node port; 0 takes any free one
 * @param address {@code HOST:PORT} where other nodes reach it; empty means {@code host} and the port that was taken
 * @param secret what all nodes of the cluster know
 */
public record ClusterOptions(String host, int port, String address, ClusterSecret secret) {
    /** Checks the address. */
    public ClusterOptions {
        if (!address.isEmpty()) {
            NodeRef.of("", address);
        }
    }

    String address(int actualPort) {
        return address.isEmpty() ? (host.contains(":") ? "[" + host + "]" : host) + ":" + actualPort : address;
    }
}
