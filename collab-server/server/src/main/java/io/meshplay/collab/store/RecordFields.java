package io.meshplay.collab.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a record's indexed fields, as every adapter compares them. */
public final class RecordFields {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordFields() {}

    /**
     * Reads the indexed fields of a record.
     *
     * @param json UTF-8 JSON object
     * @return field → String, Long or Double in the collection's order; true and false are 1 and 0; an absent field or null
     *     is left out. Throws IllegalArgumentException if the bytes are no JSON object or a field holds an object or array
     */
    public static Map<String, Object> of(RecordCollection collection, byte[] json) {
        JsonNode object = object(collection, json);
        Map<String, Object> values = new LinkedHashMap<>();
        for (String field : collection.indexedFields()) {
            Object value = value(field, object.get(field));
            if (value != null) {
                values.put(field, value);
            }
        }
        return values;
    }

    private static JsonNode object(RecordCollection collection, byte[] json) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "a record of " + collection.name() + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("reading an array failed", e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("a record of " + collection.name() + " is no JSON object");
        }
        return node;
    }

    private static @Nullable Object value(String field, @Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue() ? 1L : 0L;
            case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
            case ARRAY, OBJECT, BINARY, POJO, MISSING, NULL ->
                throw new IllegalArgumentException("indexed field " + field + " holds " + node.getNodeType()
                        + ", must be a string, a number or a boolean");
        };
    }
}
