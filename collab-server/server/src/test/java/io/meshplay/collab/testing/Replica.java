package io.meshplay.collab.testing;

import io.meshplay.crdt.Document;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client's copy of a document, under a client id of its own. One thread. */
public final class Replica implements AutoCloseable {
    private static final List<String> ROOTS = List.of("meta", "components", "relationships", "comments", "views");

    private final Document document;

    /** An empty copy. */
    public Replica(long clientId) {
        document = Document.open(clientId, ROOTS);
    }

    /** Sets a key of a root. {@code value}: JSON value. Returns the update. */
    public byte[] set(String root, String key, Object value) {
        JsonArray operations = new JsonArray()
                .add(new JsonObject()
                        .put("op", "set")
                        .put("path", new JsonArray().add(root).add(key))
                        .put("value", value));
        return edit(operations);
    }

    /** Edits in one transaction. Returns the update. */
    public byte[] edit(JsonArray operations) {
        return document.edit(operations.toBuffer().getBytes());
    }

    /** Takes what others wrote. */
    public void apply(byte[] update) {
        document.apply(List.of(update));
    }

    /** {@return everything, as one update} */
    public byte[] state() {
        return document.state();
    }

    /** {@return what a peer with this vector lacks} */
    public byte[] diff(byte[] vector) {
        return document.diff(vector);
    }

    /** {@return the encoded state vector} */
    public byte[] vector() {
        return document.stateVector();
    }

    /** {@return delete set and state vector, as yjs encodes a snapshot} */
    public byte[] snapshot() {
        return document.snapshot();
    }

    /** {@return the content of all roots} */
    public JsonObject content() {
        return new JsonObject(new String(document.project(), StandardCharsets.UTF_8));
    }

    /** {@return the content of a root} */
    public JsonObject root(String name) {
        return content().getJsonObject(name);
    }

    @Override
    public void close() {
        document.close();
    }
}
