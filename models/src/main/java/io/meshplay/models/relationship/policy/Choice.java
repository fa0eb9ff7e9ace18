package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.rule.Candidates;
import io.meshplay.models.relationship.rule.FieldPair;
import io.meshplay.models.relationship.rule.Matching;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Rule;
import io.meshplay.models.relationship.rule.Rule.Shape;
import io.meshplay.models.relationship.rule.Tuples;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule that a drawn relationship follows.
 *
 * @param rule the rule
 * @param from the rule's start: the relationship's, unless it was drawn the other way round
 * @param to the rule's end
 * @param between the component between; null but for bindings
 */
record Choice(Rule rule, Node from, Node to, @Nullable Node between) {
    private static final String BETWEEN = "between";

    /** {@return the rule of a relationship that somebody drew; null when none ties its two kinds} */
    static @Nullable Choice of(
            Relationship drawn, String rule, Node from, Node to, Workspace workspace, Candidates rules) {
        Node between = workspace.find(drawn.metadata().text(BETWEEN));
        Choice straight = best(drawn, rule, from, to, between, rules);
        return straight == null ? best(drawn, rule, to, from, between, rules) : straight;
    }

    /** {@return the rule by which a component is inside another; null when there is none} */
    static @Nullable Choice inside(Node child, Node parent, Candidates rules) {
        Choice best = null;
        for (Rule rule : rules.from(child)) {
            boolean parental = rule.shape() == Shape.PAIR
                    && rule.definition().kind().equals("hierarchical")
                    && rule.definition().type().equals("parent");
            if (parental && ends(rule, child, parent, rules.kinds())) {
                best = better(best, new Choice(rule, child, parent, null), "");
            }
        }
        return best;
    }

    private static @Nullable Choice best(
            Relationship drawn, String key, Node from, Node to, @Nullable Node between, Candidates rules) {
        Choice best = null;
        for (Rule rule : rules.from(from)) {
            boolean binding = rule.shape() == Shape.BINDING;
            if (rule.shape() != Shape.SIBLINGS
                    && named(rule.definition(), drawn)
                    && ends(rule, from, to, rules.kinds())
                    && (!binding || (between != null && rules.between(between).contains(rule)))) {
                best = better(best, new Choice(rule, from, to, binding ? between : null), key);
            }
        }
        return best;
    }

    private static boolean ends(Rule rule, Node from, Node to, Kinds kinds) {
        boolean known = rule.pairs().stream()
                .noneMatch(pair -> pair.mutated().tokens().equals(Rule.NAMESPACE)
                        && (pair.fromMutates() ? to : from).scope() != Kinds.Scope.NAMESPACED);
        return known && Rule.fits(rule.to(), to, kinds) && !from.id().equals(to.id()) && !rule.denied(from, to, kinds);
    }

    /** What a relationship says of itself has to be so; a plain edge says nothing. */
    private static boolean named(RelationshipDefinition definition, Relationship drawn) {
        String sub = drawn.sub();
        String type = drawn.metadata().text("type");
        boolean plain = sub == null && drawn.kind().equals("edge");
        return (plain || drawn.kind().equals(definition.kind()))
                && (sub == null || sub.equalsIgnoreCase(definition.subType()))
                && (type.isEmpty() || plain || type.equals(definition.type()));
    }

    private static Choice better(@Nullable Choice best, Choice other, String key) {
        if (best == null || other.rank(key) > best.rank(key)) {
            return other;
        }
        return best.rank(key) == other.rank(key) && other.rule.order() < best.rule.order() ? other : best;
    }

    /** The rule that it follows already goes first, then one that holds, then one that has something to write. */
    private int rank(String key) {
        boolean own = rule.definition().key().equals(key);
        return (own ? 4 : 0) + (holds() ? 2 : 0) + (ready() ? 1 : 0);
    }

    private boolean holds() {
        Node end = between == null ? to : between;
        return Matching.of(rule.pairs(), from, end) != null
                && (between == null || Matching.of(rule.farPairs(), between, to) != null);
    }

    private boolean ready() {
        return ready(rule.pairs(), from, between == null ? to : between)
                && (between == null || ready(rule.farPairs(), between, to));
    }

    private static boolean ready(List<FieldPair> pairs, Node from, Node to) {
        List<FieldPair> compared =
                pairs.stream().filter(pair -> !pair.compare().fills()).toList();
        return compared.isEmpty()
                ? pairs.stream().anyMatch(pair -> present(pair, from, to))
                : compared.stream().allMatch(pair -> present(pair, from, to));
    }

    private static boolean present(FieldPair pair, Node from, Node to) {
        return Tuples.first(pair.fromMutates() ? from : to, pair.mutator()) != null;
    }
}
