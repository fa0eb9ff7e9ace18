package io.meshplay.models.design;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the design out of a live document's projection; nothing in a projection makes it fail. */
final class ProjectionReader {
    private static final int FINDINGS_MAX = 1_000;
    private static final int Z_LENGTH_MAX = 256;

    private final List<Finding> findings = new ArrayList<>();

    LiveDocument.Projected read(byte[] projection) {
        Json.Fields roots = parse(projection);
        Map<String, Component> components = components(fields(roots, "components", ""));
        dropParents(components);
        Json.Fields lines = fields(roots, "relationships", "");
        List<Relationship> relationships = relationships(lines, components.keySet());
        String name = text(fields(roots, "meta", ""), "name", "", "/meta");
        return new LiveDocument.Projected(
                new Design(name, List.copyOf(components.values()), relationships),
                removed(lines, relationships),
                List.copyOf(findings));
    }

    /** {@return the root maps as they stand; none when the bytes are no JSON} */
    static Json.Fields roots(byte[] projection) {
        return new ProjectionReader().parse(projection);
    }

    /** {@return whether the flag is set: whatever stands there counts, but an explicit no} */
    static boolean deleted(Json.Fields fields) {
        Json flag = fields.find("deleted");
        return flag != null && !flag.equals(Json.NIL) && !flag.equals(Json.of(false));
    }

    private Json.Fields parse(byte[] projection) {
        try {
            if (JsonReader.read(projection, this::found) instanceof Json.Fields roots) {
                return roots;
            }
            found("", "is no map; the document counts as empty");
        } catch (IOException e) {
            found("", "is no JSON; the document counts as empty");
        }
        return Json.NO_FIELDS;
    }

    private Map<String, Component> components(Json.Fields root) {
        Map<String, Component> components = new TreeMap<>();
        root.values().forEach((id, value) -> {
            String path = Pointer.child("/components", id);
            if (!(value instanceof Json.Fields fields)) {
                found(path, "is no map; the component is left out");
            } else if (!deleted(fields)) {
                if (Ids.isValid(id)) {
                    components.put(id, component(id, fields, path));
                } else {
                    found(path, "is no id; the component is left out");
                }
            }
        });
        return components;
    }

    private Component component(String id, Json.Fields fields, String path) {
        String kind = nonEmpty(fields, "kind", "Component", path);
        String parent = text(fields, "parent", "", path);
        if (parent.equals(id)) {
            found(path + "/parent", "is the component itself; it counts as none");
            parent = "";
        }
        return new Component(
                id,
                text(fields, "model", "", path),
                kind,
                text(fields, "version", "", path),
                text(fields, "name", kind, path),
                parent.isEmpty() ? null : parent,
                z(fields, path),
                position(fields, path),
                size(fields, kind, path),
                Configuration.tolerant(
                        fields(fields, "config", path), false, (at, what) -> found(path + "/config" + at, what)),
                text(fields, "notes", "", path),
                style(fields(fields, "style", path), path));
    }

    private String z(Json.Fields fields, String path) {
        String z = text(fields, "z", "", path);
        if (z.length() > Z_LENGTH_MAX) {
            found(path + "/z", "is longer than " + Z_LENGTH_MAX + " characters; it counts as empty");
            return "";
        }
        return z;
    }

    private Position position(Json.Fields fields, String path) {
        double @Nullable [] pair = pair(fields, "pos");
        if (pair != null && Position.fits(pair[0]) && Position.fits(pair[1])) {
            return new Position(pair[0], pair[1]);
        }
        if (fields.find("pos") != null) {
            found(path + "/pos", "is no position; the component stands at 0, 0");
        }
        return Position.ORIGIN;
    }

    private Size size(Json.Fields fields, String kind, String path) {
        double @Nullable [] pair = pair(fields, "size");
        if (pair != null && Size.fits(pair[0]) && Size.fits(pair[1])) {
            return new Size(pair[0], pair[1]);
        }
        if (fields.find("size") != null) {
            found(path + "/size", "is no size; the component has the size of its kind");
        }
        return Size.of(kind);
    }

    private static double @Nullable [] pair(Json.Fields fields, String key) {
        List<Json> items = fields.items(key);
        return items.size() == 2
                        && items.getFirst() instanceof Json.Numeral(double first)
                        && items.getLast() instanceof Json.Numeral(double second)
                ? new double[] {first, second}
                : null;
    }

    private Json.Fields style(Json.Fields style, String path) {
        Map<String, Json> kept = new LinkedHashMap<>(style.values());
        for (String reserved : Component.RESERVED_STYLES) {
            if (kept.remove(reserved) != null) {
                found(path + "/style/" + reserved, "is no style; it is left out");
            }
        }
        return new Json.Fields(kept);
    }

    private void dropParents(Map<String, Component> components) {
        Map<String, String> parents = new HashMap<>();
        components.replaceAll((id, component) -> {
            String parent = component.parent();
            if (parent == null) {
                return component;
            }
            if (components.containsKey(parent)) {
                parents.put(id, parent);
                return component;
            }
            found(
                    Pointer.child("/components", id) + "/parent",
                    "names a component that is not there; it counts as none");
            return component.withoutParent();
        });
        for (String id : Design.smallestOfCycles(parents)) {
            found(Pointer.child("/components", id) + "/parent", "makes a cycle; it counts as none");
            components.computeIfPresent(id, (_, component) -> component.withoutParent());
        }
    }

    private List<Relationship> relationships(Json.Fields root, Set<String> componentIds) {
        List<Relationship> relationships = new ArrayList<>();
        root.values().forEach((id, value) -> {
            String path = Pointer.child("/relationships", id);
            if (!(value instanceof Json.Fields fields)) {
                found(path, "is no map; the relationship is left out");
            } else if (!deleted(fields)) {
                if (!Ids.isValid(id)) {
                    found(path, "is no id; the relationship is left out");
                } else if (isEnd(fields, "from", componentIds, path) && isEnd(fields, "to", componentIds, path)) {
                    relationships.add(relationship(id, fields, path));
                }
            }
        });
        return relationships;
    }

    private List<Relationship> removed(Json.Fields root, List<Relationship> alive) {
        Set<String> ids = alive.stream().map(Relationship::id).collect(Collectors.toSet());
        List<Relationship> removed = new ArrayList<>();
        root.values().forEach((id, value) -> {
            if (value instanceof Json.Fields fields
                    && !ids.contains(id)
                    && Ids.isValid(id)
                    && Ids.isValid(fields.text("from"))
                    && Ids.isValid(fields.text("to"))) {
                removed.add(relationship(id, fields, Pointer.child("/relationships", id)));
            }
        });
        return removed;
    }

    private Relationship relationship(String id, Json.Fields fields, String path) {
        return new Relationship(
                id,
                fields.text("from"),
                fields.text("to"),
                nonEmpty(fields, "kind", "edge", path),
                text(fields, "sub", "", path),
                fields.find("selectors"),
                fields(fields, "metadata", path));
    }

    private boolean isEnd(Json.Fields fields, String end, Set<String> componentIds, String path) {
        if (componentIds.contains(fields.text(end))) {
            return true;
        }
        found(path + "/" + end, "names a component that is not there; the relationship is hidden");
        return false;
    }

    private String nonEmpty(Json.Fields fields, String key, String fallback, String path) {
        String text = text(fields, key, fallback, path);
        return text.isEmpty() ? fallback : text;
    }

    private String text(Json.Fields fields, String key, String fallback, String path) {
        Json value = fields.find(key);
        if (value == null || value.equals(Json.NIL)) {
            return fallback;
        }
        if (value instanceof Json.Text(String text)) {
            return text;
        }
        found(Pointer.child(path, key), "is no text; it counts as absent");
        return fallback;
    }

    private Json.Fields fields(Json.Fields fields, String key, String path) {
        Json value = fields.find(key);
        if (value != null && !(value instanceof Json.Fields)) {
            found(Pointer.child(path, key), "is no map; it counts as empty");
        }
        return fields.fields(key);
    }

    private void found(String path, String message) {
        if (findings.size() < FINDINGS_MAX) {
            findings.add(new Finding(path, message));
        }
    }
}
