package io.meshplay.models.relationship.rule;

import io.meshplay.models.design.Json;
import java.util.List;

/**
 * Why an action is taken.
 *
 * @param rule key of the definition; empty when no rule asks for it
 * @param classification kind, type and sub-type of the definition
 * @param fields the fields that agree, or that are made to agree
 * @param words one sentence for people
 */
public record Reason(String rule, String classification, List<Field> fields, String words) {
    /** Copies the fields. */
    public Reason {
        fields = List.copyOf(fields);
    }

    /**
     * Two fields, below the configuration or {@code displayName}, {@code component.kind}...
     *
     * @param from field of the start
     * @param to field of the end
     * @param relation such as {@code equals}
     * @param value the value in both
     */
    public record Field(String from, String to, String relation, Json value) {}
}
