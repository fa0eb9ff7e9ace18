package io.meshplay.models.design;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The canonical content of a design: RFC 8785 JSON, so that equal designs are equal bytes on every machine. This is
 * what a version holds and what its hash is of. Its fields are in docs/spec/design.md.
 *
 * @param bytes the content in UTF-8; not to be changed
 * @param hash {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record CanonicalDesign(byte[] bytes, String hash) {
    /** Number of the form that is written here; it changes whenever the bytes of some design would. */
    public static final int FORM = 1;

    /** {@return the canonical content of a design} */
    public static CanonicalDesign of(Design design) {
        byte[] bytes = JsonWriter.bytes(fields(Map.of(
                "form", Json.of(FORM),
                "name", Json.of(design.name()),
                "components",
                        items(design.components().stream()
                                .map(CanonicalDesign::json)
                                .toList()),
                "relationships",
                        items(design.relationships().stream()
                                .map(CanonicalDesign::json)
                                .toList()))));
        return new CanonicalDesign(bytes, hashOf(bytes));
    }

    /**
     * Reads canonical content back.
     *
     * @return a design that equals the one it was made of
     * @throws IllegalArgumentException when the bytes are no canonical content of form 1: the store is damaged, or newer
     */
    public static Design read(byte[] bytes) {
        Json json;
        try {
            json = JsonReader.read(bytes, (path, message) -> {
                throw new IllegalArgumentException(path + " " + message);
            });
        } catch (IOException e) {
            throw new IllegalArgumentException("the content is no JSON", e);
        }
        Json.Fields content = map(json);
        if (!Json.of(FORM).equals(content.find("form"))) {
            throw new IllegalArgumentException("the content is not of form " + FORM);
        }
        return new Design(
                text(content, "name"),
                list(content, "components").stream()
                        .map(item -> component(map(item)))
                        .toList(),
                list(content, "relationships").stream()
                        .map(item -> relationship(map(item)))
                        .toList());
    }

    private static Json json(Component component) {
        Map<String, Json> fields = PlainFields.of(component);
        fields.put("id", Json.of(component.id()));
        fields.put("config", fields(component.configuration().entries()));
        fields.put("notes", Json.of(component.notes()));
        fields.put("style", component.style());
        return fields(fields);
    }

    private static Json json(Relationship relationship) {
        Map<String, Json> fields = PlainFields.of(relationship);
        fields.put("id", Json.of(relationship.id()));
        fields.put("metadata", relationship.metadata());
        return fields(fields);
    }

    private static Component component(Json.Fields fields) {
        List<Double> at = numbers(fields, "pos");
        List<Double> size = numbers(fields, "size");
        return new Component(
                text(fields, "id"),
                text(fields, "model"),
                text(fields, "kind"),
                text(fields, "version"),
                text(fields, "name"),
                fields.find("parent") == null ? null : text(fields, "parent"),
                text(fields, "z"),
                new Position(at.getFirst(), at.getLast()),
                new Size(size.getFirst(), size.getLast()),
                new Configuration(new TreeMap<>(map(fields, "config").values())),
                text(fields, "notes"),
                map(fields, "style"));
    }

    private static Relationship relationship(Json.Fields fields) {
        return new Relationship(
                text(fields, "id"),
                text(fields, "from"),
                text(fields, "to"),
                text(fields, "kind"),
                fields.find("sub") == null ? null : text(fields, "sub"),
                fields.find("selectors"),
                map(fields, "metadata"));
    }

    private static Json fields(Map<String, Json> fields) {
        return new Json.Fields(fields);
    }

    private static Json items(List<Json> items) {
        return new Json.Items(items);
    }

    private static String text(Json.Fields fields, String key) {
        if (fields.find(key) instanceof Json.Text(String text)) {
            return text;
        }
        throw new IllegalArgumentException("\"" + key + "\" is no text");
    }

    private static List<Json> list(Json.Fields fields, String key) {
        if (fields.find(key) instanceof Json.Items(List<Json> items)) {
            return items;
        }
        throw new IllegalArgumentException("\"" + key + "\" is no list");
    }

    private static List<Double> numbers(Json.Fields fields, String key) {
        List<Double> numbers = new ArrayList<>();
        for (Json item : list(fields, key)) {
            if (item instanceof Json.Numeral(double number)) {
                numbers.add(number);
            }
        }
        if (numbers.size() != 2) {
            throw new IllegalArgumentException("\"" + key + "\" is no pair of numbers");
        }
        return numbers;
    }

    private static Json.Fields map(Json.Fields fields, String key) {
        if (fields.find(key) instanceof Json.Fields map) {
            return map;
        }
        throw new IllegalArgumentException("\"" + key + "\" is no map");
    }

    private static Json.Fields map(Json json) {
        if (json instanceof Json.Fields map) {
            return map;
        }
        throw new IllegalArgumentException("a map is expected");
    }

    private static String hashOf(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
