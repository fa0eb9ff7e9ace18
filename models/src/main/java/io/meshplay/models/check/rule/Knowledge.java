package io.meshplay.models.check.rule;

import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.KnownKinds;

/**
 * What is known besides the design.
 *
 * @param kinds what is known of kinds
 * @param schemas what schemas say of configurations
 * @param complete whether a kind that is not known here is known nowhere
 */
public record Knowledge(Kinds kinds, SchemaProblems schemas, boolean complete) {
    /** What everybody knows of Kubernetes; for when there is no registry. */
    public static final Knowledge COMMON = new Knowledge(new KnownKinds(), SchemaProblems.NONE, false);
}
