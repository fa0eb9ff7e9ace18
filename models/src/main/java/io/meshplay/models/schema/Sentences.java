package io.meshplay.models.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** Says in words what a validator found. */
final class Sentences {
    private static final int CHOICES_SHOWN = 12;
    private static final int KEY_MAX = 80;

    private Sentences() {}

    static String of(Error error) {
        JsonNode schema = error.getSchemaNode();
        JsonNode value = error.getInstanceNode();
        return switch (error.getKeyword()) {
            case "type" -> "This must be " + types(schema) + ", and is " + kind(value) + ".";
            case "required" -> "The field \"" + cut(String.valueOf(error.getProperty())) + "\" is missing.";
            case "enum" -> "This must be one of " + choices(schema) + ".";
            case "const" -> "This must be " + cut(schema.toString()) + ".";
            case "pattern" -> "This must match " + cut(schema.asText()) + ".";
            case "minimum" -> "This must be " + schema.asText() + " or more.";
            case "maximum" -> "This must be " + schema.asText() + " or less.";
            case "exclusiveMinimum" -> "This must be more than " + schema.asText() + ".";
            case "exclusiveMaximum" -> "This must be less than " + schema.asText() + ".";
            case "multipleOf" -> "This must be a multiple of " + schema.asText() + ".";
            case "minLength" -> "This must have " + schema.asText() + " characters or more.";
            case "maxLength" -> "This must have " + schema.asText() + " characters or less.";
            case "minItems" -> "This must have " + schema.asText() + " items or more.";
            case "maxItems" -> "This must have " + schema.asText() + " items or less.";
            case "minProperties" -> "This must have " + schema.asText() + " fields or more.";
            case "maxProperties" -> "This must have " + schema.asText() + " fields or less.";
            case "uniqueItems" -> "Each item may stand here once only.";
            case "additionalProperties" ->
                "No field \"" + cut(String.valueOf(error.getProperty())) + "\" is allowed here.";
            case "oneOf" -> "This must fit exactly one of several alternatives.";
            case "anyOf" -> "This fits none of several alternatives.";
            case "not" -> "This is something that is ruled out here.";
            default -> "This breaks the rule " + error.getKeyword() + ".";
        };
    }

    static String shown(Json value) {
        return cut(JsonWriter.text(value), Problem.VALUE_MAX);
    }

    static String shown(JsonNode value) {
        return cut(value.toString(), Problem.VALUE_MAX);
    }

    static String cut(String text) {
        return cut(text, KEY_MAX);
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + "...";
    }

    private static String types(JsonNode types) {
        List<String> names = new ArrayList<>();
        if (types.isArray()) {
            types.forEach(type -> names.add(name(type.asText())));
        } else {
            names.add(name(types.asText()));
        }
        return String.join(" or ", names);
    }

    private static String name(String type) {
        return switch (type) {
            case "object" -> "a map";
            case "array" -> "a list";
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            default -> type;
        };
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "a map";
            case ARRAY -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }

    private static String choices(JsonNode choices) {
        List<String> shown = new ArrayList<>();
        for (JsonNode choice : choices) {
            if (shown.size() == CHOICES_SHOWN) {
                shown.add("...");
                break;
            }
            shown.add(cut(choice.isTextual() ? choice.asText() : choice.toString()));
        }
        return String.join(", ", shown);
    }
}
