package io.meshplay.models.relationship.rule;

import io.meshplay.models.relationship.FieldPath;
import io.meshplay.models.relationship.RelationshipDefinition.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * Two fields that belong together.
 *
 * @param from the field at the start
 * @param to the field at the end
 * @param fromMutates whether the start's value is written at the end; else the other way round
 * @param compare how they have to stand to each other
 */
public record FieldPair(FieldPath from, FieldPath to, boolean fromMutates, Compare compare) {
    /** {@return the pairs of two ends, as many as the shorter list has; none when not exactly one end mutates} */
    public static List<FieldPair> of(Fields from, Fields to) {
        List<FieldPair> pairs = new ArrayList<>();
        if (from.mutates() == to.mutates()) {
            return pairs;
        }
        List<String> matching = to.matching().isEmpty() ? from.matching() : to.matching();
        int count = Math.min(from.paths().size(), to.paths().size());
        for (int i = 0; i < count; i++) {
            Compare compare = Compare.of(i < matching.size() ? matching.get(i) : "");
            pairs.add(new FieldPair(from.paths().get(i), to.paths().get(i), from.mutates(), compare));
        }
        return pairs;
    }

    /** {@return the field whose value is written} */
    public FieldPath mutator() {
        return fromMutates ? from : to;
    }

    /** {@return the field that is written to} */
    public FieldPath mutated() {
        return fromMutates ? to : from;
    }

    /** {@return whether a component can have both fields} */
    public boolean reachable() {
        return from.reachable() && to.reachable();
    }
}
