package io.meshplay.models.builtin;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the kinds of Kubernetes itself: its OpenAPI document says what fields a kind has, its discovery which kinds there
 * are and whether they stand in a namespace.
 */
final class KubernetesApi {
    static final String OPEN_API = "api/openapi-spec/swagger.json";
    static final String DISCOVERY = "api/discovery/";

    private static final String DEFINITIONS = "#/definitions/";
    private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private static final int DEPTH_MAX = 64;

    private final Json.Fields definitions;
    private final Map<String, Json.Fields> byKind = new HashMap<>();

    private KubernetesApi(Json.Fields definitions) {
        this.definitions = definitions;
        for (Json value : definitions.values().values()) {
            if (value instanceof Json.Fields definition) {
                for (Json item : definition.items("x-kubernetes-group-version-kind")) {
                    if (item instanceof Json.Fields name) {
                        byKind.putIfAbsent(
                                key(name.text("group"), name.text("version"), name.text("kind")), definition);
                    }
                }
            }
        }
    }

    static List<Kind> read(Map<String, byte[]> files) throws IOException, NotMadeException {
        byte[] openApi = files.get(OPEN_API);
        if (openApi == null) {
            throw new NotMadeException("Kubernetes comes without " + OPEN_API);
        }
        var api = new KubernetesApi(fields(openApi).fields("definitions"));
        List<Kind> kinds = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey();
            if (name.startsWith(DISCOVERY) && name.contains("__")) {
                api.kinds(fields(file.getValue()), preferred(name, files), kinds);
            }
        }
        return kinds;
    }

    /** A group's own file stands beside those of its versions: {@code apis__batch.json}, {@code apis__batch__v1.json}. */
    private static String preferred(String file, Map<String, byte[]> files) throws IOException {
        byte[] group = files.get(file.substring(0, file.lastIndexOf("__")) + ".json");
        return group == null ? "" : fields(group).fields("preferredVersion").text("groupVersion");
    }

    private void kinds(Json.Fields discovery, String preferred, List<Kind> kinds) throws NotMadeException {
        String apiVersion = discovery.text("groupVersion");
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        for (Json item : discovery.items("resources")) {
            if (item instanceof Json.Fields resource && drawn(resource)) {
                String kind = resource.text("kind");
                String version = apiVersion.substring(slash + 1);
                Json.Fields definition = byKind.get(key(group, version, kind));
                if (definition == null) {
                    throw new NotMadeException("Kubernetes serves " + apiVersion + " " + kind + " without a schema");
                }
                kinds.add(new Kind(
                        group,
                        version,
                        kind,
                        resource.text("name"),
                        resource.flag("namespaced"),
                        preferred.isEmpty() || preferred.equals(apiVersion),
                        resolved(definition, new HashSet<>(), 0)));
            }
        }
    }

    /** Parts of kinds ({@code pods/log}) and questions ({@code TokenReview}) are nothing that a design holds. */
    private static boolean drawn(Json.Fields resource) {
        List<Json> verbs = resource.items("verbs");
        return !resource.text("name").contains("/")
                && verbs.contains(Json.of("create"))
                && verbs.contains(Json.of("list"));
    }

    /** Puts definitions in the place of their names; where one holds itself, anything goes. */
    private Json.Fields resolved(Json.Fields schema, Set<String> within, int depth) {
        String reference = schema.text("$ref");
        if (!reference.startsWith(DEFINITIONS)) {
            return each(schema, within, depth);
        }
        String name = reference.substring(DEFINITIONS.length());
        Map<String, Json> merged = new LinkedHashMap<>();
        if (name.equals(QUANTITY)) {
            merged.put("x-kubernetes-int-or-string", Json.of(true));
        } else if (depth < DEPTH_MAX && within.add(name)) {
            merged.putAll(resolved(definitions.fields(name), within, depth + 1).values());
            within.remove(name);
        } else {
            merged.put("x-kubernetes-preserve-unknown-fields", Json.of(true));
        }
        schema.values().forEach((key, value) -> {
            if (!key.equals("$ref")) {
                merged.put(key, value);
            }
        });
        return new Json.Fields(merged);
    }

    private Json.Fields each(Json.Fields schema, Set<String> within, int depth) {
        Map<String, Json> values = new LinkedHashMap<>();
        schema.values().forEach((key, value) -> {
            if (!key.equals("x-kubernetes-group-version-kind")) {
                values.put(key, resolved(value, within, depth));
            }
        });
        if (schema.text("format").equals("int-or-string")) {
            values.remove("type");
            values.remove("format");
            values.put("x-kubernetes-int-or-string", Json.of(true));
        }
        return new Json.Fields(values);
    }

    private Json resolved(Json value, Set<String> within, int depth) {
        return switch (value) {
            case Json.Fields fields -> resolved(fields, within, depth);
            case Json.Items(List<Json> items) ->
                new Json.Items(items.stream()
                        .map(item -> resolved(item, within, depth))
                        .toList());
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> value;
        };
    }

    private static Json.Fields fields(byte[] json) throws IOException {
        return JsonReader.read(json, DEPTH_MAX, (_, _) -> {}) instanceof Json.Fields fields ? fields : Json.NO_FIELDS;
    }

    private static String key(String group, String version, String kind) {
        return group + "/" + version + "/" + kind;
    }
}
