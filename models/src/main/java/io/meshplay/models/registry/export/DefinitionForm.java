package io.meshplay.models.registry.export;

import io.meshplay.models.design.Json;
import io.meshplay.models.registry.ComponentDefinition;
import io.meshplay.models.registry.ModelDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Definitions in the form v1beta1 of Meshplay. What a file said stays as it was; what older forms lack, and Meshplay takes no
 * definition without, is put in.
 */
final class DefinitionForm {
    static final String DEFINITION_VERSION = "v1.0.0";

    private static final String HOST = ".meshplay.khulnasofy.com/v1beta1";
    private static final String ENABLED = "enabled";
    private static final int EMBEDDED_CHARS_MAX = 512;

    private DefinitionForm() {}

    /** {@return a model's file} */
    static Json.Fields model(ModelDefinition model, Json.Fields said) {
        Map<String, Json> file = new LinkedHashMap<>(said.values());
        missing(file, "schemaVersion", "models" + HOST);
        // A model that says no version of its own would be of the version of its definition.
        missing(file, "version", model.version().isEmpty() ? "" : DEFINITION_VERSION);
        missing(file, "displayName", model.displayName());
        missing(file, "status", ENABLED);
        if (!said.text("name").strip().equals(model.name())) {
            file.put("name", Json.of(model.name()));
        }
        missing(file, "description", model.description());
        missing(file, "subCategory", model.subCategory());
        if (said.find("category") == null && !model.category().isEmpty()) {
            file.put("category", field("name", model.category()));
        }
        file.put("registrant", with(said.fields("registrant"), "kind", registrant(model)));
        file.put("model", with(said.fields("model"), "version", model.version()));
        if (model.annotation()) {
            file.put("metadata", with(said.fields("metadata"), "isAnnotation", Json.of(true)));
        }
        file.put("components", Json.NIL);
        file.put("relationships", Json.NIL);
        return new Json.Fields(file);
    }

    /**
     * {@return a component's file}
     *
     * @param schema its JSON Schema as text; empty when it has none
     * @param model its model, as {@link #embedded} gives it
     */
    static Json.Fields component(ComponentDefinition component, Json.Fields said, String schema, Json.Fields model) {
        Map<String, Json> file = new LinkedHashMap<>(said.values());
        Map<String, Json> kind = new LinkedHashMap<>(said.fields("component").values());
        if (kind.isEmpty()) {
            // The old flat form has these at the top.
            file.remove("kind");
            file.remove("apiVersion");
        }
        kind.put("kind", Json.of(component.kind()));
        kind.put("version", Json.of(component.apiVersion()));
        kind.put("schema", Json.of(schema));
        file.put("component", new Json.Fields(kind));
        missing(file, "schemaVersion", "components" + HOST);
        missing(file, "version", DEFINITION_VERSION);
        missing(file, "displayName", component.displayName());
        missing(file, "description", component.description());
        missing(file, "format", "JSON");
        missing(file, "status", ENABLED);
        file.put("model", model);
        return new Json.Fields(file);
    }

    /** {@return a model's file as its components carry it: without long texts, which stand in the file itself} */
    static Json.Fields embedded(Json.Fields model) {
        return (Json.Fields) shortened(model);
    }

    private static Json shortened(Json json) {
        return switch (json) {
            case Json.Fields(Map<String, Json> fields) -> {
                Map<String, Json> kept = new LinkedHashMap<>();
                fields.forEach((key, value) -> {
                    if (!(value instanceof Json.Text(String text)) || text.length() <= EMBEDDED_CHARS_MAX) {
                        kept.put(key, shortened(value));
                    }
                });
                yield new Json.Fields(kept);
            }
            case Json.Items(List<Json> items) ->
                new Json.Items(items.stream().map(DefinitionForm::shortened).toList());
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> json;
        };
    }

    private static Json registrant(ModelDefinition model) {
        return Json.of(model.registrant().isEmpty() ? "meshplay" : model.registrant());
    }

    private static void missing(Map<String, Json> file, String key, String value) {
        Json there = file.get(key);
        boolean says = there instanceof Json.Text(String text) ? !text.isBlank() : there instanceof Json.Fields;
        if (!says && !value.isEmpty()) {
            file.put(key, Json.of(value));
        }
    }

    private static Json with(Json.Fields fields, String key, String value) {
        return fields.text(key).strip().equals(value) ? fields : with(fields, key, Json.of(value));
    }

    private static Json with(Json.Fields fields, String key, Json value) {
        Map<String, Json> changed = new LinkedHashMap<>(fields.values());
        changed.put(key, value);
        return new Json.Fields(changed);
    }

    private static Json field(String key, String value) {
        return new Json.Fields(Map.of(key, Json.of(value)));
    }
}
