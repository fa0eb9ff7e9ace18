package io.meshplay.models.design;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A live document without its bytes: does what docs/spec/document.md says of operations, and refuses what it refuses. */
public final class SimulatedDocument {
    private static final List<String> ROOTS = List.of("meta", "components", "relationships", "comments", "views");

    /** A text that is shared. */
    private record SharedText(String text) {}

    /** Root to content; a map or {@link SharedText} is shared, a {@link Json} is plain. */
    private final Map<String, Object> roots = new HashMap<>();

    /** An empty document. */
    public SimulatedDocument() {
        ROOTS.forEach(root -> roots.put(root, new HashMap<String, Object>()));
    }

    /** Does a list of operations; {@return how many there were} */
    public int edit(byte[] operations) {
        List<Json> list = ((Json.Items) read(operations)).values();
        list.forEach(operation -> edit((Json.Fields) operation));
        return list.size();
    }

    /** Puts a plain value where somebody may have put one. */
    public void put(Json value, String... path) {
        parent(List.of(path)).put(path[path.length - 1], value);
    }

    /** {@return what the document shows} */
    public byte[] projection() {
        return JsonWriter.bytes(json(roots));
    }

    private void edit(Json.Fields operation) {
        List<String> path = operation.items("path").stream()
                .map(step -> ((Json.Text) step).value())
                .toList();
        Map<String, Object> parent = parent(path);
        String key = path.getLast();
        switch (operation.text("op")) {
            case "set" -> {
                if (parent.containsKey(key) && !(parent.get(key) instanceof Json)) {
                    throw new IllegalStateException("refused: a shared type is at " + path);
                }
                parent.put(key, operation.values().getOrDefault("value", Json.NIL));
            }
            case "create" -> parent.put(key, created(operation));
            case "delete" -> parent.remove(key);
            case "text" -> {
                if (!(parent.get(key) instanceof SharedText)) {
                    throw new IllegalStateException("refused: no text at " + path);
                }
                parent.put(key, new SharedText(operation.text("text")));
            }
            default -> throw new IllegalStateException("refused: " + operation);
        }
    }

    private static Object created(Json.Fields type) {
        if (type.text("type").equals("text")) {
            return new SharedText(type.text("text"));
        }
        Map<String, Object> created = new HashMap<>(type.fields("entries").values());
        type.fields("children").values().forEach((key, child) -> created.put(key, created((Json.Fields) child)));
        return created;
    }

    private Map<String, Object> parent(List<String> path) {
        Map<String, Object> parent = roots;
        for (String step : path.subList(0, path.size() - 1)) {
            parent = shared(parent.get(step), path);
        }
        return parent;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> shared(@Nullable Object value, List<String> path) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalStateException("refused: no map on the way to " + path);
    }

    private static Json json(Object value) {
        return switch (value) {
            case Json json -> json;
            case SharedText(String text) -> Json.of(text);
            case Map<?, ?> map -> {
                Map<String, Json> fields = new LinkedHashMap<>();
                map.forEach((key, inner) -> fields.put((String) key, json(inner)));
                yield new Json.Fields(fields);
            }
            default -> throw new IllegalStateException("" + value);
        };
    }

    private static Json read(byte[] json) {
        try {
            return JsonReader.read(json, (path, message) -> {
                throw new IllegalStateException(path + message);
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
