package io.meshplay.models.schema;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON of the tests. */
final class TestSchemas {
    private TestSchemas() {}

    static Json value(String json) {
        try {
            return JsonReader.read(json.getBytes(StandardCharsets.UTF_8), 200, (_, _) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Json.Fields read(String json) {
        return (Json.Fields) value(json);
    }
}
