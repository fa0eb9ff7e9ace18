package io.meshplay.models.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.models.design.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the schemas of Kubernetes (OpenAPI 3.0 with extensions) into plain JSON Schema: nullable types, numbers that may be
 * texts, maps that keep what they do not know. Only keywords that check something stay; each place counts as a step.
 */
final class PlainSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "integer", "number", "boolean", "null");
    private static final Set<String> NUMBERS = Set.of("minimum", "maximum", "multipleOf");
    private static final Set<String> COUNTS =
            Set.of("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties");
    private static final Set<String> LISTS = Set.of("allOf", "anyOf", "oneOf");
    private static final Set<String> SINGLES = Set.of("not", "additionalProperties", "items", "if", "then", "else");
    private static final Set<String> MAPS = Set.of("properties", "patternProperties", "definitions", "$defs");

    private PlainSchema() {}

    static JsonNode of(Json schema) {
        if (schema instanceof Json.Flag(boolean any)) {
            return NODES.booleanNode(any);
        }
        ObjectNode plain = NODES.objectNode();
        if (!(schema instanceof Json.Fields fields)) {
            return plain;
        }
        plain.put(StepKeyword.NAME, true);
        if (!anything(fields)) {
            type(fields, plain);
        }
        fields.values().forEach((key, value) -> keyword(key, value, fields, plain));
        return plain;
    }

    /** Where Meshplay had a map that keeps unknown fields, it put a text: both are taken. */
    private static boolean anything(Json.Fields schema) {
        return schema.text("format").equals("textarea")
                || (schema.flag("x-kubernetes-preserve-unknown-fields") && schema.find("properties") == null);
    }

    private static boolean integerOrText(Json.Fields schema) {
        return schema.flag("x-kubernetes-int-or-string")
                || schema.text("format").equals("int-or-string");
    }

    private static void type(Json.Fields schema, ObjectNode plain) {
        boolean nullable = schema.flag("nullable");
        ArrayNode types = NODES.arrayNode();
        if (integerOrText(schema)) {
            types.add("integer").add("string");
        } else {
            switch (schema.find("type")) {
                case Json.Text(String type) when TYPES.contains(type) -> types.add(type);
                case Json.Items(List<Json> several) ->
                    several.forEach(one -> {
                        if (one instanceof Json.Text(String type) && TYPES.contains(type)) {
                            types.add(type);
                        }
                    });
                case null, default -> {}
            }
        }
        if (nullable && !types.isEmpty()) {
            types.add("null");
        }
        if (!types.isEmpty()) {
            plain.set("type", types.size() == 1 ? types.get(0) : types);
        }
    }

    private static void keyword(String key, Json value, Json.Fields schema, ObjectNode plain) {
        if (isCheck(key, value, schema)) {
            plain.set(key, Trees.node(value));
        } else if (LISTS.contains(key) && value instanceof Json.Items(List<Json> schemas) && !schemas.isEmpty()) {
            ArrayNode all = plain.putArray(key);
            schemas.forEach(one -> all.add(of(one)));
        } else if (SINGLES.contains(key) && !(value instanceof Json.Items)) {
            plain.set(key, of(value));
        } else if (MAPS.contains(key) && value instanceof Json.Fields(Map<String, Json> schemas)) {
            ObjectNode all = plain.putObject(key);
            schemas.forEach((name, one) -> all.set(name, of(one)));
        } else {
            special(key, value, schema, plain);
        }
    }

    /** A keyword whose value is not of its kind checks nothing. */
    private static boolean isCheck(String key, Json value, Json.Fields schema) {
        if (NUMBERS.contains(key)) {
            return value instanceof Json.Numeral(double number) && !(key.equals("multipleOf") && number <= 0);
        }
        if (COUNTS.contains(key)) {
            return value instanceof Json.Numeral(double count)
                    && count >= 0
                    && count <= Integer.MAX_VALUE
                    && count == Math.rint(count);
        }
        return switch (key) {
            case "pattern" -> value instanceof Json.Text && !integerOrText(schema);
            case "uniqueItems" -> value instanceof Json.Flag;
            case "required" ->
                value instanceof Json.Items(List<Json> names) && names.stream().allMatch(Json.Text.class::isInstance);
            case "const" -> true;
            default -> false;
        };
    }

    private static void special(String key, Json value, Json.Fields schema, ObjectNode plain) {
        switch (key) {
            case "enum" -> {
                if (value instanceof Json.Items(List<Json> choices) && !choices.isEmpty()) {
                    ArrayNode all = plain.putArray(key);
                    choices.forEach(choice -> all.add(Trees.node(choice)));
                    if (schema.flag("nullable")) {
                        all.addNull();
                    }
                }
            }
            case "exclusiveMinimum" -> exclusive(key, "minimum", value, schema, plain);
            case "exclusiveMaximum" -> exclusive(key, "maximum", value, schema, plain);
            case "$ref" -> {
                if (value instanceof Json.Text(String reference) && reference.startsWith("#")) {
                    plain.put(key, reference);
                }
            }
            default -> {} // It checks nothing, or is not for a validator.
        }
    }

    /** A flag beside the bound in OpenAPI 3.0, the bound itself in JSON Schema. */
    private static void exclusive(String key, String bound, Json value, Json.Fields schema, ObjectNode plain) {
        Json limit = value.equals(Json.of(true)) ? schema.find(bound) : value;
        if (limit instanceof Json.Numeral) {
            plain.set(key, Trees.node(limit));
        }
    }
}
