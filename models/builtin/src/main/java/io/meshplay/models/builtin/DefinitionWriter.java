package io.meshplay.models.builtin;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes models and components as files of Meshplay's own form, which a registry then loads like anybody's. */
final class DefinitionWriter {
    private static final String DEFINITION_VERSION = "v1.0.0";

    private final Path directory;

    DefinitionWriter(Path directory) {
        this.directory = directory;
    }

    void write(Source source, Kind kind, String icon) throws IOException {
        String name = source.modelPerService() ? source.model() + "-" + kind.service() : source.model();
        Path home = directory.resolve(name).resolve(version(source)).resolve(DEFINITION_VERSION);
        Path file = home.resolve("model.json");
        if (!Files.exists(file)) {
            Files.createDirectories(home.resolve("components"));
            Files.write(file, JsonWriter.bytes(model(source, name, kind, icon)));
        }
        String component = kind.apiVersion().replace('/', '_') + "_" + kind.name() + ".json";
        Files.write(
                home.resolve("components").resolve(component), JsonWriter.bytes(component(source, name, kind, icon)));
    }

    private static String version(Source source) {
        return source.version().startsWith("v") ? source.version() : "v" + source.version();
    }

    private static Json.Fields model(Source source, String name, Kind kind, String icon) {
        String service = kind.service().toUpperCase(Locale.ROOT);
        Map<String, Json> model = new LinkedHashMap<>();
        model.put("schemaVersion", Json.of("models.meshplay.khulnasofy.com/v1beta1"));
        model.put("version", Json.of(DEFINITION_VERSION));
        model.put("name", Json.of(name));
        model.put("displayName", Json.of(source.modelPerService() ? source.title() + " " + service : source.title()));
        model.put("description", Json.of(source.description()));
        model.put("status", Json.of("enabled"));
        model.put("registrant", new Json.Fields(Map.of("kind", Json.of("meshplay"))));
        model.put("category", new Json.Fields(Map.of("name", Json.of(source.category()))));
        model.put("subCategory", Json.of(source.subCategory()));
        model.put("model", new Json.Fields(Map.of("version", Json.of(version(source)))));
        Map<String, Json> metadata = new LinkedHashMap<>();
        metadata.put("svgColor", Json.of(icon));
        metadata.put("primaryColor", Json.of(source.color()));
        metadata.put("source", Json.of(source.origin().toString()));
        metadata.put("licence", Json.of(source.origin().licence()));
        model.put("metadata", new Json.Fields(metadata));
        return new Json.Fields(model);
    }

    private static Json.Fields component(Source source, String name, Kind kind, String icon) {
        Map<String, Json> component = new LinkedHashMap<>();
        component.put("schemaVersion", Json.of("components.meshplay.khulnasofy.com/v1beta1"));
        component.put("version", Json.of(DEFINITION_VERSION));
        component.put("displayName", Json.of(kind.title()));
        component.put("description", Json.of(kind.schema().text("description")));
        component.put("format", Json.of("JSON"));
        component.put("status", Json.of("enabled"));
        component.put(
                "model",
                new Json.Fields(Map.of(
                        "name", Json.of(name), "model", new Json.Fields(Map.of("version", Json.of(version(source)))))));
        component.put(
                "component",
                new Json.Fields(Map.of(
                        "kind", Json.of(kind.name()),
                        "version", Json.of(kind.apiVersion()),
                        "schema", Json.of(JsonWriter.text(kind.schema())))));
        Map<String, Json> metadata = new LinkedHashMap<>();
        metadata.put("isNamespaced", Json.of(kind.namespaced()));
        metadata.put("isStorageVersion", Json.of(kind.storage()));
        if (!kind.plural().isEmpty()) {
            metadata.put("plural", Json.of(kind.plural()));
        }
        component.put("metadata", new Json.Fields(metadata));
        component.put(
                "styles",
                new Json.Fields(Map.of(
                        "shape", Json.of("round-rectangle"),
                        "primaryColor", Json.of(source.color()),
                        "svgColor", Json.of(icon))));
        return new Json.Fields(component);
    }
}
