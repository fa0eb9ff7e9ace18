package io.meshplay.collab.lease;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * What a node says of itself, written by that node alone:
 *
 * <pre>
 * {"counter": 7, "address": "10.0.0.4:8480", "cluster": "9f…", "started": 1760000000000, "wall": 1760000003500,
 *  "doubts": {"node id": 3}}
 * </pre>
 *
 * @param id random, new at each start
 * @param counter grows with each heartbeat
 * @param address {@code host:port} where other nodes reach it; empty if they cannot
 * @param cluster fingerprint of the cluster's secret
 * @param startedMillis wall clock of its start
 * @param wallMillis wall clock of this heartbeat
 * @param doubts node id → number of the latest doubt whether that node knows which of its leases were taken
 */
public record NodeRecord(
        String id,
        long counter,
        String address,
        String cluster,
        long startedMillis,
        long wallMillis,
        Map<String, Long> doubts) {
    /** Copies the doubts. */
    public NodeRecord {
        doubts = Map.copyOf(doubts);
    }

    byte[] json() {
        JsonObject told = new JsonObject();
        doubts.forEach(told::put);
        return new JsonObject()
                .put("counter", counter)
                .put("address", address)
                .put("cluster", cluster)
                .put("started", startedMillis)
                .put("wall", wallMillis)
                .put("doubts", told)
                .toBuffer()
                .getBytes();
    }

    static NodeRecord of(String id, byte[] bytes) {
        JsonObject json = new JsonObject(Buffer.buffer(bytes));
        Map<String, Long> doubts = new HashMap<>();
        JsonObject told = json.getJsonObject("doubts", new JsonObject());
        for (String node : told.fieldNames()) {
            doubts.put(node, told.getLong(node));
        }
        return new NodeRecord(
                id,
                json.getLong("counter", 0L),
                json.getString("address", ""),
                json.getString("cluster", ""),
                json.getLong("started", 0L),
                json.getLong("wall", 0L),
                doubts);
    }
}
