package io.meshplay.collab.lease;

/**
 * Who a node is to the others.
 *
 * @param nodeId random, new at each start
 * @param address {@code host:port} where other nodes reach it; empty if they cannot
 * @param cluster fingerprint of the cluster's secret; nodes of one store must agree on it
 */
public record NodeIdentity(String nodeId, String address, String cluster) {}
