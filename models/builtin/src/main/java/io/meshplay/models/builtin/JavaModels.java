package io.meshplay.models.builtin;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads kinds from the schema out of which Fabric8 makes its Java types. It names types of Kubernetes without their fields: those
 * are open here.
 */
final class JavaModels {
    private static final String DEFINITIONS = "#/definitions/";
    private static final String KUBERNETES = "io.fabric8.kubernetes.api.model.";
    private static final int DEPTH_MAX = 64;

    private final Json.Fields definitions;

    private JavaModels(Json.Fields definitions) {
        this.definitions = definitions;
    }

    static boolean wanted(String path) {
        return path.startsWith("schema/") && path.endsWith("-schema.json");
    }

    /** {@return the kinds whose API group the source names} */
    static List<Kind> read(Map<String, byte[]> files, Source source) throws IOException {
        List<Kind> kinds = new ArrayList<>();
        for (byte[] file : files.values()) {
            if (JsonReader.read(file, DEPTH_MAX, (_, _) -> {}) instanceof Json.Fields schema) {
                new JavaModels(schema.fields("definitions")).kinds(source, kinds);
            }
        }
        return kinds;
    }

    private void kinds(Source source, List<Kind> kinds) {
        for (Json value : definitions.values().values()) {
            if (value instanceof Json.Fields definition) {
                Json.Fields properties = definition.fields("properties");
                String apiVersion = properties.fields("apiVersion").text("default");
                String name = properties.fields("kind").text("default");
                int slash = apiVersion.indexOf('/');
                // A list has metadata of another type.
                boolean object = is(properties.fields("metadata"), "ObjectMeta");
                if (object && slash > 0 && source.files().contains(apiVersion.substring(0, slash))) {
                    kinds.add(new Kind(
                            apiVersion.substring(0, slash),
                            apiVersion.substring(slash + 1),
                            name,
                            "",
                            definition.items("javaInterfaces").contains(Json.of(KUBERNETES + "Namespaced")),
                            true,
                            schema(definition, new HashSet<>())));
                }
            }
        }
    }

    private static boolean is(Json.Fields schema, String type) {
        return schema.text("existingJavaType").equals(KUBERNETES + type);
    }

    private Json.Fields schema(Json.Fields given, Set<String> within) {
        String reference = given.text("$ref");
        if (!reference.startsWith(DEFINITIONS)) {
            return plain(given, within);
        }
        String name = reference.substring(DEFINITIONS.length());
        if (!within.add(name)) {
            return open(new LinkedHashMap<>());
        }
        Json.Fields resolved = schema(definitions.fields(name), within);
        within.remove(name);
        return resolved;
    }

    private Json.Fields plain(Json.Fields given, Set<String> within) {
        Map<String, Json> schema = new LinkedHashMap<>();
        String java = given.text("existingJavaType");
        String type = java.equals("java.lang.String") ? "string" : given.text("type");
        if (!given.text("description").isEmpty()) {
            schema.put("description", Json.of(given.text("description")));
        }
        if (is(given, "IntOrString") || is(given, "Quantity")) {
            schema.put("x-kubernetes-int-or-string", Json.of(true));
        } else if (type.equals("array")) {
            schema.put("type", Json.of(type));
            schema.put("items", schema(given.fields("items"), within));
        } else if (given.find("properties") != null) {
            schema.put("type", Json.of("object"));
            properties(given.fields("properties"), schema, within);
        } else if (java.equals("java.util.Map<String,String>")) {
            schema.put("type", Json.of("object"));
            schema.put("additionalProperties", new Json.Fields(Map.of("type", Json.of("string"))));
        } else if (type.isEmpty() || type.equals("object")) {
            return open(schema);
        } else {
            schema.put("type", Json.of(type));
        }
        return new Json.Fields(schema);
    }

    private void properties(Json.Fields given, Map<String, Json> schema, Set<String> within) {
        Map<String, Json> properties = new LinkedHashMap<>();
        List<Json> required = new ArrayList<>();
        given.values().forEach((name, value) -> {
            if (value instanceof Json.Fields property) {
                properties.put(name, schema(property, within));
                if (property.flag("required")) {
                    required.add(Json.of(name));
                }
            }
        });
        schema.put("properties", new Json.Fields(properties));
        if (!required.isEmpty()) {
            schema.put("required", new Json.Items(required));
        }
    }

    private static Json.Fields open(Map<String, Json> schema) {
        schema.put("type", Json.of("object"));
        schema.put("x-kubernetes-preserve-unknown-fields", Json.of(true));
        return new Json.Fields(schema);
    }
}
