package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.Kinds.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads custom resource definitions of Kubernetes, v1 and v1beta1: a component for each version that is served, with its
 * schema as it stands there, CEL rules, int-or-string and all.
 */
final class CrdReader {
    static final String KIND = "CustomResourceDefinition";

    private static final List<String> VERSION_LABELS = List.of("app.kubernetes.io/version", "helm.sh/chart");

    private final ContentWriter contents;

    CrdReader(ContentWriter contents) {
        this.contents = contents;
    }

    List<Found> file(Json.Fields crd, Place place) throws IOException, NotTakenException {
        Json.Fields spec = crd.fields("spec");
        Json.Fields names = spec.fields("names");
        String kind = names.text("kind");
        String group = spec.text("group");
        if (kind.isBlank() || group.isBlank()) {
            throw new NotTakenException("A custom resource definition without a group or a kind.");
        }
        var model = new ModelDefinition.Key(group, version(crd));
        List<Found> found = new ArrayList<>();
        for (Json item : versions(spec)) {
            if (item instanceof Json.Fields version && !isOff(version, "served")) {
                found.add(component(model, spec, version, place));
            }
        }
        if (found.isEmpty()) {
            throw new NotTakenException("A custom resource definition that serves no version.");
        }
        return found;
    }

    /** Of old there was one version, or one schema for all. */
    private static List<Json> versions(Json.Fields spec) {
        List<Json> versions = spec.items("versions");
        return versions.isEmpty()
                ? List.of(new Json.Fields(Map.of("name", Json.of(spec.text("version")), "storage", Json.of(true))))
                : versions;
    }

    private Found component(ModelDefinition.Key model, Json.Fields spec, Json.Fields version, Place place)
            throws IOException {
        Json.Fields names = spec.fields("names");
        String kind = names.text("kind");
        Json.Fields holder = version.find("schema") == null ? spec.fields("validation") : version.fields("schema");
        Json.Fields schema = holder.fields("openAPIV3Schema");
        Digest kept = schema.isEmpty() ? null : contents.put(JsonWriter.bytes(schema));
        boolean namespaced = !spec.text("scope").equals("Cluster");
        String apiVersion = spec.text("group") + "/" + version.text("name");
        String displayName = readable(kind);
        Json.Fields metadata = new Json.Fields(Map.of(
                "isNamespaced", Json.of(namespaced),
                "isStorageVersion", Json.of(version.flag("storage")),
                "names", names));
        Json details = new Json.Fields(Map.of(
                "schemaVersion", Json.of("components.meshplay.io/v1beta1"),
                "version", Json.of("v1.0.0"),
                "displayName", Json.of(displayName),
                "format", Json.of("JSON"),
                "status", Json.of("enabled"),
                "component", new Json.Fields(Map.of("kind", Json.of(kind), "version", Json.of(apiVersion))),
                "metadata", metadata));
        var component = new ComponentDefinition(
                model,
                apiVersion,
                kind,
                displayName,
                schema.text("description"),
                namespaced ? Scope.NAMESPACED : Scope.CLUSTER,
                false,
                version.flag("storage"),
                "enabled",
                "",
                "",
                "",
                "v1.0.0",
                place.path(),
                kept,
                null,
                contents.put(JsonWriter.bytes(details)));
        return new Found.Component(component, model(model));
    }

    private static ModelDefinition model(ModelDefinition.Key key) {
        return new ModelDefinition(
                key.name(), key.version(), key.name(), "", "", "", "kubernetes", "", false, "", "v1.0.0", "", null);
    }

    private static String version(Json.Fields crd) {
        Json.Fields labels = crd.fields("metadata").fields("labels");
        for (String label : VERSION_LABELS) {
            String text = labels.text(label);
            int number = text.length()
                    - text.replaceFirst("^.*?(?=v?[0-9]+\\.[0-9])", "").length();
            String version = text.substring(number);
            if (version.matches("v?[0-9]+\\.[0-9].*")) {
                return version;
            }
        }
        return "v0.0.0";
    }

    private static boolean isOff(Json.Fields fields, String key) {
        return fields.find(key) instanceof Json.Flag(boolean on) && !on;
    }

    /** {@return {@code Horizontal Pod Autoscaler} of {@code HorizontalPodAutoscaler}} */
    static String readable(String kind) {
        return kind.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
    }
}
