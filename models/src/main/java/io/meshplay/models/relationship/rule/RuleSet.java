package io.meshplay.models.relationship.rule;

import io.meshplay.models.relationship.FieldPath;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.RelationshipDefinition.Alternative;
import io.meshplay.models.relationship.RelationshipDefinition.Binding;
import io.meshplay.models.relationship.RelationshipDefinition.Selector;
import io.meshplay.models.relationship.rule.Rule.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rules of an engine in their order: built-in definitions as they are written, then the others by key. A built-in
 * rule stands in for others of the same classification and kinds.
 */
public final class RuleSet {
    private final List<Rule> rules = new ArrayList<>();
    private final Set<List<String>> builtIn = new HashSet<>();
    private final Map<String, List<Rule>> byFrom = new HashMap<>();
    private final Map<String, List<Rule>> byTo = new HashMap<>();
    private final Map<String, List<Rule>> byBetween = new HashMap<>();

    /** Puts the rules of enabled definitions in their order. */
    public RuleSet(List<RelationshipDefinition> definitions) {
        Map<String, RelationshipDefinition> byKey = new LinkedHashMap<>();
        definitions.stream().filter(one -> one.origin().builtIn()).forEach(one -> byKey.putIfAbsent(one.key(), one));
        definitions.stream()
                .filter(one -> !one.origin().builtIn())
                .sorted(Comparator.comparing(RelationshipDefinition::key))
                .forEach(one -> byKey.putIfAbsent(one.key(), one));
        byKey.values().stream().filter(RelationshipDefinition::enabled).forEach(this::add);
        for (Rule rule : rules) {
            byFrom.computeIfAbsent(rule.from().kind(), _ -> new ArrayList<>()).add(rule);
            byTo.computeIfAbsent(rule.to().kind(), _ -> new ArrayList<>()).add(rule);
            Binding binding = rule.from().binding();
            if (rule.shape() == Shape.BINDING && binding != null) {
                byBetween
                        .computeIfAbsent(binding.kind(), _ -> new ArrayList<>())
                        .add(rule);
            }
        }
    }

    /** {@return all rules, in their order} */
    public List<Rule> all() {
        return rules;
    }

    /** {@return the rules that the component may be the start of} */
    public List<Rule> from(Node node, Kinds kinds) {
        return end(byFrom, node).stream()
                .filter(rule -> Rule.fits(rule.from(), node, kinds))
                .toList();
    }

    /** {@return the rules that the component may be the end of} */
    public List<Rule> to(Node node, Kinds kinds) {
        return end(byTo, node).stream()
                .filter(rule -> Rule.fits(rule.to(), node, kinds))
                .toList();
    }

    /** {@return bindings that the component may stand between; it is of the model of an end, or of any} */
    public List<Rule> between(Node node, Kinds kinds) {
        return byBetween.getOrDefault(node.component().kind(), List.of()).stream()
                .filter(rule -> ofModel(rule.from(), node, kinds) || ofModel(rule.to(), node, kinds))
                .toList();
    }

    private static boolean ofModel(Selector selector, Node node, Kinds kinds) {
        return selector.model().any()
                || kinds.belongs(node.kind(), selector.model().name());
    }

    private static List<Rule> end(Map<String, List<Rule>> rules, Node node) {
        List<Rule> all = new ArrayList<>(rules.getOrDefault(node.component().kind(), List.of()));
        all.addAll(rules.getOrDefault("*", List.of()));
        return all;
    }

    private void add(RelationshipDefinition definition) {
        for (Alternative alternative : definition.selectors()) {
            for (Selector from : alternative.from()) {
                for (Selector to : alternative.to()) {
                    add(definition, alternative, from, to);
                }
            }
        }
    }

    private void add(RelationshipDefinition definition, Alternative alternative, Selector from, Selector to) {
        List<String> place = List.of(definition.classification(), from.kind(), to.kind());
        boolean own = definition.origin().builtIn();
        if (own) {
            builtIn.add(place);
        } else if (builtIn.contains(place)) {
            return;
        }
        Rule rule = rule(rules.size(), definition, alternative, from, to);
        if (rule != null) {
            rules.add(rule);
        }
    }

    /** {@return the rule; null when nothing ties the two ends} */
    public static @Nullable Rule rule(
            int order, RelationshipDefinition definition, Alternative alternative, Selector from, Selector to) {
        Binding start = from.binding();
        Binding end = to.binding();
        Shape shape = Shape.PAIR;
        List<FieldPair> pairs = List.of();
        List<FieldPair> far = List.of();
        if (start != null && end != null) {
            if (start.kind().isEmpty() || !start.kind().equals(end.kind())) {
                return null;
            }
            shape = Shape.BINDING;
            pairs = FieldPair.of(start.self(), start.between());
            far = FieldPair.of(end.between(), end.self());
        } else if (from.fields() != null && to.fields() != null) {
            pairs = FieldPair.of(from.fields(), to.fields());
        } else if (!from.refs().isEmpty() && !to.refs().isEmpty()) {
            shape = from.equals(to) ? Shape.SIBLINGS : Shape.PAIR;
            pairs = shared(from.refs(), to.refs());
        }
        boolean inferred = inferable(pairs) && (shape != Shape.BINDING || inferable(far));
        List<FieldPair> usable = pairs.stream().filter(FieldPair::reachable).toList();
        List<FieldPair> usableFar = far.stream().filter(FieldPair::reachable).toList();
        boolean dead = from.kind().isEmpty() || to.kind().isEmpty() || usable.isEmpty();
        return dead || (shape == Shape.BINDING && usableFar.isEmpty())
                ? null
                : new Rule(order, definition, alternative, from, to, shape, usable, usableFar, inferred);
    }

    private static List<FieldPair> shared(List<FieldPath> from, List<FieldPath> to) {
        List<FieldPair> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            pairs.add(new FieldPair(from.get(i), to.get(i), true, Compare.EQUAL));
        }
        return pairs;
    }

    private static boolean inferable(List<FieldPair> pairs) {
        return pairs.stream().allMatch(FieldPair::reachable)
                && pairs.stream()
                        .anyMatch(
                                pair -> pair.compare().keyed() || pair.compare().contains());
    }
}
