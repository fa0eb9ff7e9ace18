package io.meshplay.models.schema;

/**
 * What is wrong with a value.
 *
 * @param pointer where, as a JSON pointer into the value
 * @param message what is wrong, in a sentence for people
 * @param value the offending value as JSON, cut after {@value #VALUE_MAX} characters
 * @param rule the keyword of the schema that says so; {@code unknownField} when no schema knows a field
 */
public record Problem(String pointer, String message, String value, String rule) {
    static final int VALUE_MAX = 200;

    /** Rule of a field that no schema knows: a cluster drops it silently. */
    public static final String UNKNOWN_FIELD = "unknownField";

    /** Rule of a schema that is none. */
    public static final String UNUSABLE = "schema";

    /** Rule of a value that takes too long to check. */
    public static final String TOO_COSTLY = "tooCostly";
}
