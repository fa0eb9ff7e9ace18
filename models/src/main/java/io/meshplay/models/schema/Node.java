package io.meshplay.models.schema;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All schemas that speak of one place: what stands there itself, behind its references, and in {@code allOf}, {@code oneOf}
 * and {@code anyOf}, where Kubernetes keeps nearly everything.
 */
final class Node {
    private static final int PARTS_MAX = 256;
    private static final List<String> COMPOSERS = List.of("allOf", "oneOf", "anyOf");

    private final Json.Fields root;
    private final List<Json.Fields> parts;

    private Node(Json.Fields root, List<Json.Fields> parts) {
        this.root = root;
        this.parts = parts;
    }

    static Node of(Json.Fields root) {
        return of(root, List.of(root));
    }

    private static Node of(Json.Fields root, List<Json.Fields> schemas) {
        List<Json.Fields> parts = new ArrayList<>();
        Set<Json.Fields> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Json.Fields> left = new ArrayList<>(schemas.reversed());
        while (!left.isEmpty() && parts.size() < PARTS_MAX) {
            Json.Fields part = left.removeLast();
            if (seen.add(part)) {
                parts.add(part);
                Json.Fields referenced = referenced(root, part);
                if (referenced != null) {
                    left.add(referenced);
                }
                for (String composer : COMPOSERS) {
                    part.items(composer).forEach(inner -> add(inner, left));
                }
            }
        }
        return new Node(root, parts);
    }

    private static Json.@Nullable Fields referenced(Json.Fields root, Json.Fields part) {
        String reference = part.text("$ref");
        String pointer = reference.startsWith("#") ? reference.substring(1) : "?";
        if (!pointer.isEmpty() && !Pointer.isValid(pointer)) {
            return null;
        }
        Json at = root;
        for (String token : pointer.isEmpty() ? List.<String>of() : Pointer.keys(pointer)) {
            at = switch (at) {
                case Json.Fields fields -> fields.find(token);
                case Json.Items(List<Json> items) when token.matches("[0-9]{1,6}") -> item(items, token);
                case null, default -> null;
            };
        }
        return at instanceof Json.Fields fields ? fields : null;
    }

    private static @Nullable Json item(List<Json> items, String index) {
        int at = Integer.parseInt(index);
        return at < items.size() ? items.get(at) : null;
    }

    private static void add(@Nullable Json schema, List<Json.Fields> into) {
        if (schema instanceof Json.Fields fields) {
            into.add(fields);
        }
    }

    List<Json.Fields> parts() {
        return parts;
    }

    /** {@return the first value that a part has for a keyword} */
    @Nullable Json first(String keyword) {
        for (Json.Fields part : parts) {
            Json value = part.find(keyword);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    String text(String keyword) {
        for (Json.Fields part : parts) {
            if (!part.text(keyword).isEmpty()) {
                return part.text(keyword);
            }
        }
        return "";
    }

    boolean flag(String keyword) {
        return parts.stream().anyMatch(part -> part.flag(keyword));
    }

    boolean has(String keyword) {
        return parts.stream().anyMatch(part -> part.find(keyword) != null);
    }

    /** {@return what speaks of a key, an index, or with {@code *} of any; null when nothing does} */
    @Nullable Node child(String key) {
        List<Json.Fields> found = new ArrayList<>();
        parts.forEach(part -> add(part.fields("properties").find(key), found));
        if (found.isEmpty() && (key.equals("*") || key.equals("_") || key.equals("+") || key.matches("[0-9]+"))) {
            parts.forEach(part -> add(part.find("items"), found));
        }
        if (found.isEmpty()) {
            parts.forEach(part -> add(part.find("additionalProperties"), found));
        }
        return found.isEmpty() ? null : of(root, found);
    }

    /** {@return whether anything may stand here besides what is known} */
    boolean open() {
        if (flag("x-kubernetes-preserve-unknown-fields")
                || flag("x-kubernetes-embedded-resource")
                || parts.stream().anyMatch(part -> part.flag("additionalProperties"))) {
            return true;
        }
        return !has("properties") && !has("items") && !has("additionalProperties") && mayHold();
    }

    /** A map without a field, a text where Meshplay put one in the place of a map, or no type at all. */
    private boolean mayHold() {
        Json type = first("type");
        return type == null || type.equals(Json.of("object")) || text("format").equals("textarea");
    }
}
