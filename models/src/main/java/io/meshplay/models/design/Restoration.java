package io.meshplay.models.design;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a live document with the design that it shall carry. */
final class Restoration {
    private static final String DELETED = "deleted";
    private static final Set<String> COMPONENT_FIELDS =
            Set.of("model", "kind", "version", "name", "parent", "z", "pos", "size");
    private static final Set<String> RELATIONSHIP_FIELDS = Set.of("from", "to", "kind", "sub", "selectors", "metadata");

    private final Design target;
    private final Json.Fields current;
    private final Deletion deletion;
    private final Set<String> componentIds;
    private final LiveOperations operations = new LiveOperations();

    Restoration(Design target, Json.Fields current, Deletion deletion) {
        this.target = target;
        this.current = current;
        this.deletion = deletion;
        this.componentIds = target.components().stream().map(Component::id).collect(toUnmodifiableSet());
    }

    LiveOperations operations() {
        Json.Fields meta = current.fields("meta");
        set(meta, "name", Json.of(target.name()), "meta");
        set(meta, "schemaVersion", Json.of(LiveDocument.SCHEMA_VERSION), "meta");
        restoreComponents(current.fields("components"));
        restoreRelationships(current.fields("relationships"));
        return operations;
    }

    private void restoreComponents(Json.Fields present) {
        for (Component component : target.components()) {
            if (present.find(component.id()) instanceof Json.Fields fields) {
                restore(component, fields);
            } else {
                operations.create(component);
            }
        }
        new TreeMap<>(present.values()).forEach((id, value) -> {
            if (!componentIds.contains(id)) {
                remove("components", id, value);
            }
        });
    }

    private void restoreRelationships(Json.Fields present) {
        Map<String, Relationship> wanted = target.relationships().stream()
                .collect(toUnmodifiableMap(Relationship::id, relationship -> relationship));
        for (Relationship relationship : target.relationships()) {
            if (present.find(relationship.id()) instanceof Json.Fields fields) {
                String[] path = {"relationships", relationship.id()};
                undelete(fields, path);
                setAll(fields, LiveOperations.plain(relationship), RELATIONSHIP_FIELDS, path);
            } else {
                operations.create(relationship);
            }
        }
        new TreeMap<>(present.values()).forEach((id, value) -> {
            if (!wanted.containsKey(id) && !staysHidden(value)) {
                remove("relationships", id, value);
            }
        });
    }

    /** Whoever brings a component back wants the edges back that were hidden with it. */
    private boolean staysHidden(Json relationship) {
        return relationship instanceof Json.Fields fields
                && (!componentIds.contains(fields.text("from")) || !componentIds.contains(fields.text("to")));
    }

    private void restore(Component component, Json.Fields present) {
        String[] path = {"components", component.id()};
        undelete(present, path);
        Json.Fields visible = present;
        if (component.parent() == null && !componentIds.contains(present.text("parent"))) {
            // A parent that is not there counts as none; it may come back.
            var fields = new TreeMap<>(present.values());
            fields.remove("parent");
            visible = new Json.Fields(fields);
        }
        setAll(visible, PlainFields.of(component), COMPONENT_FIELDS, path);
        setMap(present, "config", component.configuration().entries(), component.id());
        setMap(present, "style", component.style().values(), component.id());
        if (!(present.find("notes") instanceof Json.Text(String notes))) {
            operations.createText(component.notes(), "components", component.id(), "notes");
        } else if (!notes.equals(component.notes())) {
            operations.text(component.notes(), "components", component.id(), "notes");
        }
    }

    private void setMap(Json.Fields present, String field, Map<String, Json> wanted, String id) {
        String[] path = {"components", id, field};
        if (!(present.find(field) instanceof Json.Fields entries)) {
            operations.createMap(wanted, path);
            return;
        }
        setAll(entries, wanted, entries.values().keySet(), path);
    }

    /** Sets what differs and deletes those of the known keys that are not wanted. */
    private void setAll(Json.Fields present, Map<String, Json> wanted, Set<String> known, String... path) {
        for (String key : new TreeMap<>(present.values()).keySet()) {
            if (known.contains(key) && !wanted.containsKey(key)) {
                operations.delete(child(path, key));
            }
        }
        wanted.forEach((key, value) -> set(present, key, value, path));
    }

    private void set(Json.Fields present, String key, Json value, String... path) {
        @Nullable Json old = present.find(key);
        if (!Objects.equals(old, value)) {
            operations.set(value, child(path, key));
        }
    }

    private void undelete(Json.Fields present, String... path) {
        if (ProjectionReader.deleted(present)) {
            operations.delete(child(path, DELETED));
        }
    }

    private void remove(String root, String id, Json present) {
        if (!(present instanceof Json.Fields fields)) {
            operations.delete(root, id);
        } else if (!ProjectionReader.deleted(fields)) {
            operations.set(deletion.json(), root, id, DELETED);
        }
    }

    private static String[] child(String[] path, String key) {
        String[] child = Arrays.copyOf(path, path.length + 1);
        child[path.length] = key;
        return child;
    }
}
