package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.rule.Reason;

/**
 * A relationship that values alone say there is.
 *
 * @param relationship the relationship; its id is the same on every machine
 * @param reason why
 */
public record Inferred(Relationship relationship, Reason reason) {
    /** {@return itself as JSON} */
    public Json json() {
        return EvaluationJson.inferred(this);
    }
}
