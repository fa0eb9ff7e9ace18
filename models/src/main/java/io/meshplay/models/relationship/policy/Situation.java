package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Design;
import io.meshplay.models.design.Relationship;
import java.util.List;
import java.util.Set;

/**
 * What is evaluated.
 *
 * @param design the design
 * @param removed relationships that are deleted, or an end of which is, and what they wrote still stands
 * @param deployed ids of components that a cluster has: what its API never lets change is left alone in them
 */
public record Situation(Design design, List<Relationship> removed, Set<String> deployed) {
    /** Copies the collections. */
    public Situation {
        removed = List.copyOf(removed);
        deployed = Set.copyOf(deployed);
    }

    /** {@return a design of which nothing was deleted and nothing is deployed} */
    public static Situation of(Design design) {
        return new Situation(design, List.of(), Set.of());
    }
}
