package io.meshplay.models.schema;

import io.meshplay.models.design.Json;
import io.meshplay.models.schema.Field.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a schema by the keys of a configuration: for forms, for defaults, and to tell whether a field exists. Keys
 * are those of the configuration; an index, {@code *} or {@code _} is an item of a list, {@code *} also any key of a map.
 */
public final class SchemaWalker {
    private static final int CHOICES_MAX = 1_000;

    private final Node root;

    /** A walker over a schema. */
    public SchemaWalker(Json.Fields schema) {
        this.root = Node.of(schema);
    }

    /** Whether a schema has a field. */
    public enum Presence {
        /** It has. */
        PRESENT,
        /** It has not, and takes no other there. */
        ABSENT,
        /** It takes anything there. */
        OPEN
    }

    /** {@return whether the schema has a field} */
    public Presence presence(List<String> keys) {
        Node at = root;
        for (String key : keys) {
            Node next = at.child(key);
            if (next == null) {
                return at.open() ? Presence.OPEN : Presence.ABSENT;
            }
            at = next;
        }
        return Presence.PRESENT;
    }

    /** {@return the default of a field, its own or its part of the default around it; null when there is none} */
    public @Nullable Json defaultValue(List<String> keys) {
        Node at = root;
        Json inherited = root.first("default");
        for (String key : keys) {
            Node next = at.child(key);
            if (next == null) {
                return null;
            }
            Json own = next.first("default");
            inherited = own != null ? own : inherited instanceof Json.Fields fields ? fields.find(key) : null;
            at = next;
        }
        return inherited;
    }

    /** {@return a field for a form; null when the schema does not know it} */
    public @Nullable Field field(List<String> keys) {
        Node around = root;
        Node at = root;
        for (String key : keys) {
            Node next = at.child(key);
            if (next == null) {
                return null;
            }
            around = at;
            at = next;
        }
        String name = keys.isEmpty() ? "" : keys.getLast();
        return field(name, at, !keys.isEmpty() && required(around, name));
    }

    /** {@return the fields in a map, or the item of a list as {@code *}; empty when the schema knows none} */
    public List<Field> fields(List<String> keys) {
        Node at = root;
        for (String key : keys) {
            Node next = at.child(key);
            if (next == null) {
                return List.of();
            }
            at = next;
        }
        Set<String> names = names(at);
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            Node child = at.child(name);
            if (child != null) {
                fields.add(field(name, child, required(at, name)));
            }
        }
        Node any = names.isEmpty() ? at.child("*") : null;
        return any == null ? fields : List.of(field("*", any, false));
    }

    static Set<String> names(Node node) {
        Set<String> names = new LinkedHashSet<>();
        node.parts()
                .forEach(part -> names.addAll(part.fields("properties").values().keySet()));
        return names;
    }

    private static boolean required(Node node, String name) {
        // What one of several alternatives requires is not required.
        return node.parts().stream()
                .anyMatch(part -> part.items("required").contains(Json.of(name)) && part.find("properties") != null);
    }

    private static Field field(String name, Node node, boolean required) {
        List<Json> choices = new ArrayList<>();
        for (Json.Fields part : node.parts()) {
            part.items("enum").stream().limit(CHOICES_MAX).forEach(choices::add);
        }
        return new Field(
                name,
                shape(node),
                node.text("title"),
                node.text("description"),
                required,
                node.flag("nullable"),
                node.first("default"),
                choices.stream().distinct().toList(),
                node.text("format"),
                node.text("pattern"),
                number(node.first("minimum")),
                number(node.first("maximum")),
                node.open());
    }

    private static @Nullable Double number(@Nullable Json value) {
        return value instanceof Json.Numeral(double number) ? number : null;
    }

    static Shape shape(Node node) {
        String format = node.text("format");
        if (node.flag("x-kubernetes-int-or-string") || format.equals("int-or-string")) {
            return Shape.INTEGER_OR_TEXT;
        }
        if (format.equals("textarea")) {
            return Shape.LINES;
        }
        if (node.has("properties")) {
            return Shape.FIELDS;
        }
        return switch (node.first("type")) {
            case Json.Text(String type) -> shape(type, node);
            case Json.Items(List<Json> types) -> shape(types, node);
            case null, default -> node.has("items") ? Shape.LIST : Shape.ANY;
        };
    }

    private static Shape shape(List<Json> types, Node node) {
        List<Json> others =
                types.stream().filter(type -> !type.equals(Json.of("null"))).toList();
        if (others.size() == 2 && others.contains(Json.of("string")) && others.contains(Json.of("integer"))) {
            return Shape.INTEGER_OR_TEXT;
        }
        return others.size() == 1 && others.getFirst() instanceof Json.Text(String type)
                ? shape(type, node)
                : Shape.ANY;
    }

    private static Shape shape(String type, Node node) {
        return switch (type) {
            case "object" -> node.has("additionalProperties") ? Shape.MAP : node.open() ? Shape.ANY : Shape.MAP;
            case "array" -> Shape.LIST;
            case "string" -> Shape.TEXT;
            case "integer" -> Shape.INTEGER;
            case "number" -> Shape.NUMBER;
            case "boolean" -> Shape.FLAG;
            default -> Shape.ANY;
        };
    }
}
