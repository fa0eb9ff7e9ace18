package io.meshplay.models.convert.kubernetes;

import io.meshplay.models.convert.text.YamlWriter;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Finding;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a design as Kubernetes objects: one for each component that is no remark and has an API version. Their order is that
 * of kinds as Helm installs them, then namespace and name: ids and places on the canvas move nothing.
 */
public final class ManifestWriter {
    private static final List<String> FIRST = List.of(
            "Namespace",
            "CustomResourceDefinition",
            "ResourceQuota",
            "LimitRange",
            "PriorityClass",
            "StorageClass",
            "ServiceAccount",
            "Secret",
            "ConfigMap",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "Service");

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?");
    private static final Pattern RBAC_NAME = Pattern.compile("[^/%]+");
    private static final int NAME_LENGTH_MAX = 253;
    private static final String NAMESPACE = "/metadata/namespace";

    private static final Comparator<Json.Fields> ORDER = Comparator.comparingInt(ManifestWriter::rank)
            .thenComparing(object -> object.text("kind"))
            .thenComparing(object -> object.fields("metadata").text("namespace"))
            .thenComparing(object -> object.fields("metadata").text("name"))
            .thenComparing(JsonWriter::text);

    private ManifestWriter() {}

    /**
     * Objects of a design.
     *
     * @param objects the objects, in the order of their installation
     * @param leftOut what of the design a manifest has no place for
     */
    public record Manifests(List<Json.Fields> objects, List<Finding> leftOut) {
        /** Copies the lists. */
        public Manifests {
            objects = List.copyOf(objects);
            leftOut = List.copyOf(leftOut);
        }

        /** {@return the objects as one YAML file of as many documents} */
        public String yaml() {
            var yaml = new StringBuilder();
            for (Json.Fields object : objects) {
                yaml.append(yaml.isEmpty() ? "" : "---\n").append(YamlWriter.text(object));
            }
            return yaml.toString();
        }
    }

    /** {@return the objects of a design} */
    public static Manifests of(Design design) {
        List<Json.Fields> objects = new ArrayList<>();
        List<Finding> leftOut = new ArrayList<>();
        Map<String, Component> byId = new HashMap<>();
        design.components().forEach(component -> byId.put(component.id(), component));
        for (Component component : design.components()) {
            String path = "/components/" + component.id();
            if (component.annotation()) {
                leftOut.add(
                        new Finding(path, "\"" + component.name() + "\" is a remark on the canvas, and no object."));
            } else if (component.version().isEmpty()) {
                leftOut.add(new Finding(
                        path,
                        component.kind() + " \"" + component.name() + "\" has no API version, so it is no object."));
            } else {
                reportUnsaid(component, path, byId, leftOut);
                objects.add(object(component, path, leftOut));
            }
        }
        design.relationships()
                .forEach(relationship -> leftOut.add(new Finding(
                        "/relationships/" + relationship.id(),
                        "A relationship of kind " + relationship.kind()
                                + " is the canvas's; what it made of the configurations is written.")));
        objects.sort(ORDER);
        return new Manifests(objects, leftOut);
    }

    private static void reportUnsaid(
            Component component, String path, Map<String, Component> byId, List<Finding> leftOut) {
        if (!component.notes().isEmpty()) {
            leftOut.add(new Finding(path + "/notes", "Notes have no place in an object."));
        }
        Component parent = component.parent() == null ? null : byId.get(component.parent());
        if (parent != null && !saidByNamespace(component, parent)) {
            leftOut.add(new Finding(
                    path + "/parent",
                    "It stands in " + parent.kind() + " \"" + parent.name()
                            + "\", which its configuration does not say."));
        }
    }

    private static boolean saidByNamespace(Component component, Component parent) {
        return parent.kind().equals("Namespace")
                && Json.of(parent.name())
                        .equals(component.configuration().entries().get(NAMESPACE));
    }

    private static Json.Fields object(Component component, String path, List<Finding> leftOut) {
        Map<String, Json> object = new LinkedHashMap<>();
        object.put("apiVersion", Json.of(component.version()));
        object.put("kind", Json.of(component.kind()));
        Map<String, Json> configuration =
                new TreeMap<>(component.configuration().nested().values());
        Map<String, Json> metadata = new LinkedHashMap<>();
        String name = name(component);
        if (!name.equals(component.name())) {
            leftOut.add(new Finding(
                    path + "/name",
                    "\"" + component.name() + "\" cannot be an object's name; it is written as " + name + "."));
        }
        metadata.put("name", Json.of(name));
        @Nullable Json own = configuration.remove("metadata");
        if (own instanceof Json.Fields(Map<String, Json> fields)) {
            new TreeMap<>(fields).forEach(metadata::putIfAbsent);
        }
        object.put("metadata", new Json.Fields(metadata));
        configuration.keySet().removeAll(List.of("apiVersion", "kind", "status"));
        configuration.forEach((key, value) -> object.put(key, sorted(value)));
        return new Json.Fields(object);
    }

    private static String name(Component component) {
        String name = component.name();
        boolean rbac = component.version().startsWith("rbac.authorization.k8s.io/");
        boolean fits = name.length() <= NAME_LENGTH_MAX
                && (rbac ? RBAC_NAME : NAME).matcher(name).matches();
        if (fits) {
            return name;
        }
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        String whole =
                plain.isEmpty() ? component.kind().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "") : plain;
        String cut =
                whole.substring(0, Math.min(whole.length(), NAME_LENGTH_MAX)).replaceAll("[.-]+$", "");
        return cut.isEmpty() ? "component" : cut;
    }

    private static int rank(Json.Fields object) {
        int rank = FIRST.indexOf(object.text("kind"));
        return rank < 0 ? FIRST.size() : rank;
    }

    /** A list's items are known by their names: these stand first. */
    private static Json sorted(Json json) {
        return switch (json) {
            case Json.Fields(Map<String, Json> fields) -> {
                Map<String, Json> sorted = new LinkedHashMap<>();
                Json name = fields.get("name");
                if (name != null) {
                    sorted.put("name", sorted(name));
                }
                new TreeMap<>(fields).forEach((key, value) -> sorted.putIfAbsent(key, sorted(value)));
                yield new Json.Fields(sorted);
            }
            case Json.Items(List<Json> items) ->
                new Json.Items(items.stream().map(ManifestWriter::sorted).toList());
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> json;
        };
    }
}
