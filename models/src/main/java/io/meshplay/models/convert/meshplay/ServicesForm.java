package io.meshplay.models.convert.meshplay;

import io.meshplay.models.convert.draft.DesignDraft;
import io.meshplay.models.convert.draft.DraftComponent;
import io.meshplay.models.convert.draft.DraftRelationship;
import io.meshplay.models.convert.draft.Names;
import io.meshplay.models.convert.draft.Places;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The old form of a design: a map of services, each with its settings, and with what the canvas knew under
 * {@code traits.meshmap}, when a canvas wrote it.
 */
public final class ServicesForm {
    private static final List<String> METADATA = List.of("labels", "annotations");

    private final Warnings warnings;
    private final PrettyKeys prettyKeys;
    private final Styles styles;
    private final UnreadFields unread = new UnreadFields();
    /** Key of a service to its component, for {@code dependsOn}. */
    private final Map<String, DraftComponent> byKey = new HashMap<>();

    /** Id, ends and kind of each edge that was found. */
    private final Set<List<String>> edges = new HashSet<>();

    /** A reader of one file. */
    public ServicesForm(ImportLimits limits, Warnings warnings) {
        this.warnings = warnings;
        this.prettyKeys = new PrettyKeys(warnings);
        this.styles = new Styles(limits);
    }

    /** {@return the design that a file has} */
    public DesignDraft read(Json.Fields file, String name) {
        Json.Fields services = file.fields("services");
        boolean typed = services.values().values().stream()
                .anyMatch(value -> value instanceof Json.Fields service
                        && !service.text("type").isEmpty());
        if (!services.isEmpty() && !typed) {
            throw new ImportRefusedException(
                    Kind.NOT_A_DESIGN,
                    "No service has a type or an image, so this is neither a design nor a Compose file.");
        }
        unread.look(file, UnreadFields.Place.SERVICES, "");
        var draft = new DesignDraft(name, false);
        services.values().forEach((key, value) -> {
            String path = Pointer.child("/services", key);
            if (value instanceof Json.Fields service && !service.text("type").isEmpty()) {
                DraftComponent component = component(key, service, path);
                look(service, path);
                byKey.put(key, component);
                draft.components.add(component);
            } else {
                warnings.add(path, "It has no type; it is left out.");
            }
        });
        services.values().forEach((key, value) -> {
            if (value instanceof Json.Fields service) {
                edges(service, Pointer.child("/services", key), draft);
                dependencies(key, service, draft);
            }
        });
        prettyKeys.report();
        unread.report(warnings);
        return draft;
    }

    private void look(Json.Fields service, String path) {
        Json.Fields traits = service.fields("traits");
        unread.look(service, UnreadFields.Place.SERVICE, path);
        unread.look(traits, UnreadFields.Place.TRAITS, path + "/traits");
        unread.look(traits.fields("meshmap"), UnreadFields.Place.CANVAS, path + "/traits/meshmap");
    }

    private DraftComponent component(String key, Json.Fields service, String path) {
        var component = new DraftComponent(path);
        component.kind = service.text("type");
        component.version = service.text("apiVersion");
        component.model = service.text("model");
        component.name = service.text("name").isBlank()
                ? key.strip()
                : service.text("name").strip();
        Json.Fields settings = prettyKeys.restored(service.fields("settings"), path + "/settings");
        component.configuration = Configuration.tolerant(
                withMetadata(settings, service), true, (at, what) -> warnings.add(path + "/settings" + at, what + "."));
        Json.Fields canvas = service.fields("traits").fields("meshmap");
        Json.Fields metadata = canvas.fields("meshmodel-metadata");
        component.id = canvas.text("id").isEmpty() ? service.text("id") : canvas.text("id");
        component.parent = canvas.text("parent").isEmpty() ? metadata.text("parentId") : canvas.text("parent");
        component.position = Places.position(canvas.fields("position"), "posX", "posY");
        styles.takeAnnotation(metadata.flag("isAnnotation") || service.flag("isAnnotation"), component);
        styles.takeLook(metadata, component);
        styles.takeOverrides(metadata.values().getOrDefault("styleOverrides", Json.NIL), component);
        styles.takeOverrides(canvas.fields("whiteboardData").fields("style"), component);
        return component;
    }

    /** The service's own labels, annotations and namespace are the object's; empty ones say nothing. */
    private static Json.Fields withMetadata(Json.Fields settings, Json.Fields service) {
        Map<String, Json> metadata =
                new LinkedHashMap<>(settings.fields("metadata").values());
        for (String field : METADATA) {
            Map<String, Json> merged = new LinkedHashMap<>(service.fields(field).values());
            merged.putAll(settings.fields("metadata").fields(field).values());
            if (!merged.isEmpty()) {
                metadata.put(field, new Json.Fields(merged));
            }
        }
        if (!service.text("namespace").isEmpty()) {
            metadata.putIfAbsent("namespace", Json.of(service.text("namespace")));
        }
        if (metadata.isEmpty()) {
            return settings;
        }
        Map<String, Json> configuration = new LinkedHashMap<>(settings.values());
        configuration.put("metadata", new Json.Fields(metadata));
        return new Json.Fields(configuration);
    }

    /** An edge stands with both of its ends; the id tells that it is one. */
    private void edges(Json.Fields service, String path, DesignDraft draft) {
        List<Json> items = service.fields("traits").fields("meshmap").items("edges");
        for (int i = 0; i < items.size(); i++) {
            String at = Pointer.child(path + "/traits/meshmap/edges", i);
            if (!(items.get(i) instanceof Json.Fields edge) || !(edge.find("data") instanceof Json.Fields data)) {
                warnings.add(at, "It is no edge; it is left out.");
                continue;
            }
            var relationship = new DraftRelationship(
                    at,
                    data.text("id"),
                    data.text("source"),
                    data.text("target"),
                    "edge",
                    Names.lower(data.text("subType")),
                    null,
                    data.fields("metadata"));
            if (edges.add(List.of(relationship.id(), relationship.from(), relationship.to(), relationship.sub()))) {
                draft.relationships.add(relationship);
            }
        }
    }

    /** What a service depends on is an edge, unless it is around it. */
    private void dependencies(String key, Json.Fields service, DesignDraft draft) {
        DraftComponent component = byKey.get(key);
        for (Json item : service.items("dependsOn")) {
            if (!(item instanceof Json.Text(String other)) || component == null) {
                continue;
            }
            DraftComponent needed = byKey.get(other);
            if (needed == null) {
                warnings.add(component.path + "/dependsOn", "It names " + other + ", which is not in the file.");
            } else if (needed != component && !needed.reference().equals(component.parent)) {
                draft.relationships.add(new DraftRelationship(
                        component.path + "/dependsOn",
                        "",
                        component.reference(),
                        needed.reference(),
                        "edge",
                        "depends-on",
                        null,
                        Json.NO_FIELDS));
            }
        }
    }
}
