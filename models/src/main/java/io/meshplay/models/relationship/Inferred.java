package io.meshplay.models.relationship;

import io.meshplay.models.design.Relationship;

/**
 * A relationship that values alone say there is.
 *
 * @param relationship the relationship; its id is the same on every machine
 * @param reason why
 */
public record Inferred(Relationship relationship, Reason reason) {}
