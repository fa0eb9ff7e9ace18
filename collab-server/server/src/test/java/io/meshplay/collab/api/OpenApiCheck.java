package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds answers against the OpenAPI document: path, method, status, media type and schema. */
final class OpenApiCheck {
    static final OpenApiCheck INSTANCE = new OpenApiCheck();

    private final JsonNode document;
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private OpenApiCheck() {
        try {
            document = ApiServer.MAPPER.readTree(OpenApi.document());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    void holds(String method, String path, ApiServer.Answer answer) {
        Optional<String> template = template(path);
        if (template.isEmpty() || method.equals("OPTIONS")) {
            return;
        }
        String described = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        JsonNode operation = document.path("paths").path(template.get()).path(described);
        if (operation.isMissingNode()) {
            assertThat(answer.status()).as("%s %s", method, path).isIn(403, 405);
            return;
        }
        JsonNode response = resolve(operation.path("responses").path(Integer.toString(answer.status())));
        assertThat(response.isMissingNode())
                .as("%s %s answers %d, which the document does not know", method, template.get(), answer.status())
                .isFalse();
        if (!response.has("content") || method.equals("HEAD")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String mediaType = answer.header("Content-Type").split(";", 2)[0];
        JsonNode media = response.path("content").path(mediaType);
        assertThat(media.isMissingNode())
                .as("%s %s answers %s", method, template.get(), mediaType)
                .isFalse();
        if (mediaType.endsWith("json")) {
            assertThat(schema(media.path("schema")).validate(answer.json()))
                    .as("%s %s: %s", method, path, answer.text())
                    .isEmpty();
        }
    }

    private Optional<String> template(String path) {
        return document.path("paths")
                .propertyStream()
                .map(entry -> entry.getKey())
                .filter(template -> path.matches(pattern(template)))
                .min(Comparator.comparing(template -> template.contains("{")));
    }

    private static String pattern(String template) {
        return Pattern.compile("\\{[a-zA-Z]+}")
                .matcher(template.replace(".", "\\."))
                .replaceAll("[^/]+");
    }

    private JsonNode resolve(JsonNode node) {
        JsonNode ref = node.path("$ref");
        return ref.isTextual() ? document.at(ref.textValue().substring(1)) : node;
    }

    private Schema schema(JsonNode schema) {
        ObjectNode whole = ApiServer.MAPPER.createObjectNode();
        whole.setAll((ObjectNode) schema.deepCopy());
        whole.set("components", document.path("components"));
        return schemas.getSchema(whole);
    }
}
