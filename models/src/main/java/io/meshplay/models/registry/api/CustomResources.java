package io.meshplay.models.registry.api;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Kinds.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads custom resource definitions of Kubernetes, v1 and v1beta1: each version that is served, with its schema as it stands
 * there, CEL rules, int-or-string and all.
 */
public final class CustomResources {
    /** The kind of such a definition. */
    public static final String KIND = "CustomResourceDefinition";

    private static final List<String> VERSION_LABELS = List.of("app.kubernetes.io/version", "helm.sh/chart");

    private CustomResources() {}

    /**
     * Reads one definition.
     *
     * @throws IllegalArgumentException when it defines nothing; the message says why
     */
    public static List<ServedKind> read(Json.Fields definition) {
        Json.Fields spec = definition.fields("spec");
        Json.Fields names = spec.fields("names");
        if (names.text("kind").isBlank() || spec.text("group").isBlank()) {
            throw new IllegalArgumentException("A custom resource definition without a group or a kind.");
        }
        List<ServedKind> kinds = new ArrayList<>();
        for (Json item : versions(spec)) {
            if (item instanceof Json.Fields version && !Json.of(false).equals(version.find("served"))) {
                kinds.add(new ServedKind(
                        spec.text("group"),
                        version.text("name"),
                        names.text("kind"),
                        names,
                        spec.text("scope").equals("Cluster") ? Scope.CLUSTER : Scope.NAMESPACED,
                        version.flag("storage"),
                        false,
                        schema(spec, version)));
            }
        }
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("A custom resource definition that serves no version.");
        }
        return kinds;
    }

    /** Of old there was one version. */
    private static List<Json> versions(Json.Fields spec) {
        List<Json> versions = spec.items("versions");
        return versions.isEmpty()
                ? List.of(new Json.Fields(Map.of("name", Json.of(spec.text("version")), "storage", Json.of(true))))
                : versions;
    }

    /** Of old there was one schema for all versions. */
    private static Json.Fields schema(Json.Fields spec, Json.Fields version) {
        Json.Fields holder = version.find("schema") == null ? spec.fields("validation") : version.fields("schema");
        return holder.fields("openAPIV3Schema");
    }

    /** {@return the version of what a definition belongs to, by the labels of its object; {@code v0.0.0} when none says} */
    public static String release(Json.Fields definition) {
        Json.Fields labels = definition.fields("metadata").fields("labels");
        for (String label : VERSION_LABELS) {
            String text = labels.text(label);
            String version = text.replaceFirst("^.*?(?=v?[0-9]+\\.[0-9])", "");
            if (version.matches("v?[0-9]+\\.[0-9].*")) {
                return version;
            }
        }
        return "v0.0.0";
    }
}
