package io.meshplay.models.builtin;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.api.References;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the kinds of Kubernetes itself: its OpenAPI document says what fields a kind has, its discovery which kinds there
 * are and whether they stand in a namespace.
 */
final class KubernetesApi {
    static final String OPEN_API = "api/openapi-spec/swagger.json";
    static final String DISCOVERY = "api/discovery/";

    private static final String DEFINITIONS = "#/definitions/";
    private static final int DEPTH_MAX = 64;

    private final References references;
    private final Map<String, Json.Fields> byKind = new HashMap<>();

    private KubernetesApi(Json.Fields definitions) {
        this.references = new References(definitions, DEFINITIONS);
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
                        references.resolved(definition)));
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

    private static Json.Fields fields(byte[] json) throws IOException {
        return JsonReader.read(json, DEPTH_MAX, (_, _) -> {}) instanceof Json.Fields fields ? fields : Json.NO_FIELDS;
    }

    private static String key(String group, String version, String kind) {
        return group + "/" + version + "/" + kind;
    }
}
