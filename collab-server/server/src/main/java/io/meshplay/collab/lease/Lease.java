package io.meshplay.collab.lease;

import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * One lease of a design, written once by an insert under {@code designId/token}:
 * {@code {"design": "…", "token": 7, "node": "…", "address": "10.0.0.4:8480"}}. The one with the largest token holds.
 *
 * @param designId the design
 * @param token the fencing token
 * @param nodeId whose it is; empty if anybody may take the next
 * @param address where the owner was reached when it took the lease
 */
record Lease(String designId, long token, String nodeId, String address) {
    boolean free() {
        return nodeId.isEmpty();
    }

    String id() {
        return designId + "/" + String.format(Locale.ROOT, "%016d", token);
    }

    byte[] json() {
        return new JsonObject()
                .put("design", designId)
                .put("token", token)
                .put("node", nodeId)
                .put("address", address)
                .toBuffer()
                .getBytes();
    }

    static Lease of(StoredRecord stored) {
        JsonObject json = new JsonObject(Buffer.buffer(stored.json()));
        return new Lease(
                json.getString("design", ""),
                json.getLong("token", 0L),
                json.getString("node", ""),
                json.getString("address", ""));
    }
}
