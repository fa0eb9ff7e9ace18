package io.meshplay.collab.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one stored record; a field that is missing or of another type makes the record corrupt, never a default.
 *
 * @param place collection and id, for messages
 * @param json the record
 */
public record RecordJson(String place, JsonNode json) {
    /** Reads and writes records. */
    public static final ObjectMapper MAPPER = new ObjectMapper();

    /** {@return a new object} */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@return UTF-8} */
    public static byte[] write(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a record; corrupt when it is no JSON object. */
    public static RecordJson read(RecordCollection collection, StoredRecord record) {
        String place = collection.name() + "/" + record.id();
        try {
            JsonNode json = MAPPER.readTree(record.json());
            if (json == null || !json.isObject()) {
                throw new StoreException.Corrupt("record " + place + " is no JSON object", null);
            }
            return new RecordJson(place, json);
        } catch (IOException e) {
            throw new StoreException.Corrupt("record " + place + " is no JSON", e);
        }
    }

    /** {@return a text} */
    public String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw corrupt(field);
        }
        return value.textValue();
    }

    /** {@return a text, null where there is none} */
    public @Nullable String optionalText(String field) {
        return json.has(field) ? text(field) : null;
    }

    /** {@return a whole number} */
    public long number(String field) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber()) {
            throw corrupt(field);
        }
        return value.longValue();
    }

    /** {@return a moment, from milliseconds since 1970} */
    public Instant instant(String field) {
        return Instant.ofEpochMilli(number(field));
    }

    /** {@return a moment, null where there is none} */
    public @Nullable Instant optionalInstant(String field) {
        return json.has(field) ? instant(field) : null;
    }

    private StoreException corrupt(String field) {
        return new StoreException.Corrupt("record " + place + " has no readable field " + field, null);
    }
}
