package io.meshplay.models.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list of operations on a live document while it is put together. */
final class LiveOperations {
    private final List<Json> operations = new ArrayList<>();

    byte[] bytes() {
        return JsonWriter.bytes(new Json.Items(operations));
    }

    void set(Json value, String... path) {
        add("set", path, Map.of("value", value));
    }

    void delete(String... path) {
        add("delete", path, Map.of());
    }

    /** Replaces the content of a shared text. */
    void text(String text, String... path) {
        add("text", path, Map.of("text", Json.of(text)));
    }

    void createText(String text, String... path) {
        add("create", path, Map.of("type", Json.of("text"), "text", Json.of(text)));
    }

    void createMap(Map<String, Json> entries, String... path) {
        add("create", path, map(entries, Map.of()).values());
    }

    LiveOperations create(Design design) {
        set(Json.of(design.name()), "meta", "name");
        set(Json.of(LiveDocument.SCHEMA_VERSION), "meta", "schemaVersion");
        design.components().forEach(this::create);
        design.relationships().forEach(this::create);
        return this;
    }

    /** What is nested is created with its component: two clients that did so later would lose one of the two. */
    void create(Component component) {
        Map<String, Json> children = new LinkedHashMap<>();
        children.put("config", map(component.configuration().entries(), Map.of()));
        children.put("notes", new Json.Fields(Map.of("type", Json.of("text"), "text", Json.of(component.notes()))));
        children.put("style", map(component.style().values(), Map.of()));
        add(
                "create",
                new String[] {"components", component.id()},
                map(PlainFields.of(component), children).values());
    }

    void create(Relationship relationship) {
        createMap(plain(relationship), "relationships", relationship.id());
    }

    /** {@return the fields of a relationship; those that say nothing are absent} */
    static Map<String, Json> plain(Relationship relationship) {
        Map<String, Json> fields = PlainFields.of(relationship);
        if (!relationship.metadata().isEmpty()) {
            fields.put("metadata", relationship.metadata());
        }
        return fields;
    }

    private static Json.Fields map(Map<String, Json> entries, Map<String, Json> children) {
        return new Json.Fields(Map.of(
                "type", Json.of("map"), "entries", new Json.Fields(entries), "children", new Json.Fields(children)));
    }

    private void add(String operation, String[] path, Map<String, Json> more) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("op", Json.of(operation));
        fields.put("path", new Json.Items(Arrays.stream(path).map(Json::of).toList()));
        fields.putAll(more);
        operations.add(new Json.Fields(fields));
    }
}
