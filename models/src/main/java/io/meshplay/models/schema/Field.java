package io.meshplay.models.schema;

import io.meshplay.models.design.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field as a form shows it.
 *
 * @param name its key; {@code *} for any key of a map or any item of a list
 * @param shape what may stand there
 * @param title may be empty
 * @param description may be empty
 * @param required whether its map must have it
 * @param nullable whether null may stand there
 * @param defaultValue null when it has none
 * @param choices what it must be one of; empty for anything
 * @param format such as {@code date-time}; may be empty
 * @param pattern that its text matches; may be empty
 * @param minimum smallest number; null when there is none
 * @param maximum largest number; null when there is none
 * @param open whether fields beyond the known ones are taken
 */
public record Field(
        String name,
        Shape shape,
        String title,
        String description,
        boolean required,
        boolean nullable,
        @Nullable Json defaultValue,
        List<Json> choices,
        String format,
        String pattern,
        @Nullable Double minimum,
        @Nullable Double maximum,
        boolean open) {
    /** Copies the choices. */
    public Field {
        choices = List.copyOf(choices);
    }

    /** What may stand in a field. */
    public enum Shape {
        /** Fields with names that the schema knows. */
        FIELDS,
        /** Fields whose names users choose. */
        MAP,
        /** A list. */
        LIST,
        /** One line of text. */
        TEXT,
        /** Several lines: a text, or what somebody writes as YAML. */
        LINES,
        /** A whole number. */
        INTEGER,
        /** A number. */
        NUMBER,
        /** A number or a text, such as a port or its name. */
        INTEGER_OR_TEXT,
        /** True or false. */
        FLAG,
        /** The schema does not say. */
        ANY
    }
}
