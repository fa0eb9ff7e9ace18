package io.meshplay.collab.designs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.store.RecordJson;
import java.io.IOException;

/** Reads the JSON that a document projects to, and writes the edit operations on its {@code meta}. */
final class Projections {
    private Projections() {}

    /** {@return operations that make the document of an empty design} */
    static byte[] named(String name) {
        ArrayNode operations = RecordJson.MAPPER.createArrayNode();
        set(operations, "name", RecordJson.MAPPER.getNodeFactory().textNode(name));
        set(operations, "schemaVersion", RecordJson.MAPPER.getNodeFactory().numberNode(1));
        return RecordJson.write(operations);
    }

    static byte[] renamed(String name) {
        ArrayNode operations = RecordJson.MAPPER.createArrayNode();
        // A client may have put a shared type there, which no plain value replaces.
        operations.addObject().put("op", "delete").putArray("path").add("meta").add("name");
        set(operations, "name", RecordJson.MAPPER.getNodeFactory().textNode(name));
        return RecordJson.write(operations);
    }

    /** {@return no operations: an edit that asks whether the design takes edits} */
    static byte[] unchanged() {
        return RecordJson.write(RecordJson.MAPPER.createArrayNode());
    }

    private static void set(ArrayNode operations, String key, JsonNode value) {
        ObjectNode operation = operations.addObject();
        operation.put("op", "set");
        operation.putArray("path").add("meta").add(key);
        operation.set("value", value);
    }

    /** {@return the living parts of a projection, maps turned into lists of objects with their id} */
    static byte[] content(byte[] projection) {
        ObjectNode content = RecordJson.object();
        JsonNode roots = parse(projection);
        content.put("name", DesignNames.tidy(roots.path("meta").path("name").asText("")));
        list(content.putArray("components"), roots.path("components"));
        list(content.putArray("relationships"), roots.path("relationships"));
        return RecordJson.write(content);
    }

    private static void list(ArrayNode items, JsonNode map) {
        for (var entry : map.properties()) {
            if (entry.getValue() instanceof ObjectNode value && !deleted(value)) {
                ObjectNode item = items.addObject().put("id", entry.getKey());
                // The key is the id, whatever a client wrote inside.
                value.properties().stream()
                        .filter(field -> !field.getKey().equals("id"))
                        .forEach(field -> item.set(field.getKey(), field.getValue()));
            }
        }
    }

    /** A flag that any client may write: whatever stands there counts, but an explicit no. */
    static boolean deleted(JsonNode item) {
        JsonNode flag = item.path("deleted");
        return !flag.isMissingNode() && !flag.isNull() && !(flag.isBoolean() && !flag.booleanValue());
    }

    static JsonNode parse(byte[] projection) {
        try {
            return RecordJson.MAPPER.readTree(projection);
        } catch (IOException e) {
            throw new IllegalArgumentException("the projection is no JSON", e);
        }
    }
}
