package io.meshplay.models.relationship.rule;

import io.meshplay.models.relationship.FieldPath;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.RelationshipDefinition.Alternative;
import io.meshplay.models.relationship.RelationshipDefinition.Selector;
import java.util.List;
import java.util.stream.Stream;

/**
 * One start kind and one end kind of one alternative of a definition, ready to be evaluated.
 *
 * @param order its rank among all rules; the first one goes before
 * @param definition what it is part of
 * @param alternative its alternative
 * @param from the start
 * @param to the end
 * @param shape how it ties the two
 * @param pairs fields of start and end; of a binding: of start and between
 * @param farPairs of a binding: fields of between and end; else empty
 * @param inferred whether values alone can make it hold
 */
public record Rule(
        int order,
        RelationshipDefinition definition,
        Alternative alternative,
        Selector from,
        Selector to,
        Shape shape,
        List<FieldPair> pairs,
        List<FieldPair> farPairs,
        boolean inferred) {
    /** The path of the namespace. */
    public static final List<String> NAMESPACE = List.of(FieldPath.CONFIGURATION, "metadata", "namespace");

    /** How a rule ties components. */
    public enum Shape {
        /** A start to an end. */
        PAIR,
        /** All that share a value, in a chain. */
        SIBLINGS,
        /** A start to an end, through a component between. */
        BINDING
    }

    /** {@return whether a component may stand at an end} */
    public static boolean fits(Selector selector, Node node, Kinds kinds) {
        boolean kind = selector.kind().equals("*")
                ? !node.component().annotation()
                : selector.kind().equals(node.component().kind());
        return kind
                && (selector.model().any()
                        || kinds.belongs(node.kind(), selector.model().name()));
    }

    /** {@return whether the rule speaks of the namespace of a component that can have none} */
    public boolean namespaceOfNone(Node from, Node to) {
        return Stream.concat(pairs.stream(), farPairs.stream())
                .anyMatch(pair -> none(pair.from(), from) || none(pair.to(), to));
    }

    private boolean none(FieldPath path, Node node) {
        return shape == Shape.PAIR
                && node.scope() == Kinds.Scope.CLUSTER
                && path.tokens().equals(NAMESPACE);
    }

    /** {@return whether the alternative denies the pair} */
    public boolean denied(Node from, Node to, Kinds kinds) {
        return alternative.deniedFrom().stream().anyMatch(selector -> fits(selector, from, kinds))
                && alternative.deniedTo().stream().anyMatch(selector -> fits(selector, to, kinds));
    }

    /** {@return whether the two may relate, whatever their values say} */
    public boolean allows(Node from, Node to, Kinds kinds) {
        return !from.id().equals(to.id()) && !apart(from, to) && !namespaceOfNone(from, to) && !denied(from, to, kinds);
    }

    /** {@return whether the two stand in different namespaces, which the rule does not cross} */
    public boolean apart(Node from, Node to) {
        return !definition.acrossNamespaces()
                && from.scope() != Kinds.Scope.CLUSTER
                && to.scope() != Kinds.Scope.CLUSTER
                && !from.namespace().isEmpty()
                && !to.namespace().isEmpty()
                && !from.namespace().equals(to.namespace());
    }
}
