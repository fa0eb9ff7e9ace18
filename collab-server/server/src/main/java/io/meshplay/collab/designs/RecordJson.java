package io.meshplay.collab.designs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The JSON of one stored record; a field that is missing or of another type makes the record corrupt, never a default. */
record RecordJson(String place, JsonNode json) {
    static final ObjectMapper MAPPER = new ObjectMapper();

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static byte[] write(JsonNode json) {
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecordJson read(RecordCollection collection, StoredRecord record) {
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

    String text(String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw corrupt(field);
        }
        return value.textValue();
    }

    @Nullable String optionalText(String field) {
        return json.has(field) ? text(field) : null;
    }

    long number(String field) {
        JsonNode value = json.path(field);
        if (!value.isIntegralNumber()) {
            throw corrupt(field);
        }
        return value.longValue();
    }

    Instant instant(String field) {
        return Instant.ofEpochMilli(number(field));
    }

    @Nullable Instant optionalInstant(String field) {
        return json.has(field) ? instant(field) : null;
    }

    private StoreException corrupt(String field) {
        return new StoreException.Corrupt("record " + place + " has no readable field " + field, null);
    }
}
