package io.meshplay.models.check.rule;

import io.meshplay.models.relationship.policy.Action;
import java.util.List;

/**
 * What a check found.
 *
 * @param check the check
 * @param component id of the component
 * @param kind its kind
 * @param namespace its namespace; empty when none is known
 * @param name its name
 * @param pointer where in its configuration, as a JSON pointer; empty for the component itself
 * @param value the offending value as JSON, cut when it is long, {@code (secret)} when nobody is to see it, empty when there
 *     is none
 * @param message what is wrong, in a sentence
 * @param fix patches that settle it in the design that was checked; empty when people have to
 */
public record CheckFinding(
        Check check,
        String component,
        String kind,
        String namespace,
        String name,
        String pointer,
        String value,
        String message,
        List<Action.PatchComponent> fix) {
    /** Copies the fix. */
    public CheckFinding {
        fix = List.copyOf(fix);
    }
}
