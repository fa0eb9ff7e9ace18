package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.rule.Candidates;
import io.meshplay.models.relationship.rule.FieldPair;
import io.meshplay.models.relationship.rule.Matching;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Rule;
import io.meshplay.models.relationship.rule.Rule.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the values of components say about relationships, kept up to date component by component: each is found by the
 * values of its fields, so that a change costs what is related to it and not the size of the design. One thread.
 */
final class Inference {
    private static final int FROM = 0;
    private static final int NEAR = 1;
    private static final int FAR = 2;
    private static final int TO = 3;

    private final Candidates rules;
    private final int linksMax;
    private final Map<String, Node> nodes = new HashMap<>();
    private final Postings[][] postings;
    private final Siblings siblings = new Siblings();
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final Map<Link, Rule> links = new HashMap<>();
    private final Map<String, Set<Link>> linksOf = new HashMap<>();
    private Set<Link> changed = new HashSet<>();
    private boolean overflown;

    Inference(Candidates rules, int linksMax) {
        this.rules = rules;
        this.linksMax = linksMax;
        this.postings = new Postings[rules.count()][TO + 1];
        for (Postings[] ends : postings) {
            for (int i = 0; i < ends.length; i++) {
                ends[i] = new Postings();
            }
        }
    }

    /** One inferred relationship: equal ones of several alternatives are one. */
    record Link(String rule, String from, String to, String between) {}

    /** What a component is found by at one end of a rule; side -1 is a group of siblings. */
    private record Entry(Rule rule, int side, Set<List<Json>> keys, Object group) {}

    /** {@return whether there were more relationships than are kept} */
    boolean overflown() {
        return overflown;
    }

    Map<Link, Rule> links() {
        return links;
    }

    /** {@return relationships that came, went, or have an end that changed, since this was asked before} */
    Set<Link> takeChanged() {
        Set<Link> taken = changed;
        changed = new HashSet<>();
        return taken;
    }

    void changedToo(Set<Link> links) {
        changed.addAll(links);
    }

    Set<Link> linksOf(String id) {
        return linksOf.getOrDefault(id, Set.of());
    }

    @Nullable Node find(String id) {
        return nodes.get(id);
    }

    Node get(String id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("no component " + id);
        }
        return node;
    }

    Map<String, Node> nodes() {
        return nodes;
    }

    /** Adds a component, or puts it in the place of the one with its id. */
    void put(Node node) {
        remove(node.id());
        nodes.put(node.id(), node);
        List<Entry> found = new ArrayList<>();
        for (Rule rule : rules.from(node)) {
            if (rule.inferred() && rule.shape() == Shape.SIBLINGS) {
                sibling(rule, node, found);
            } else if (rule.inferred()) {
                index(rule, FROM, node, found);
            }
        }
        for (Rule rule : rules.to(node)) {
            if (rule.inferred() && rule.shape() != Shape.SIBLINGS) {
                index(rule, TO, node, found);
            }
        }
        for (Rule rule : rules.between(node)) {
            if (rule.inferred()) {
                index(rule, NEAR, node, found);
                index(rule, FAR, node, found);
            }
        }
        entries.put(node.id(), found);
        found.forEach(entry -> probe(entry, node));
    }

    /** Removes a component, if there is one. */
    void remove(String id) {
        for (Link link : linksOf.getOrDefault(id, Set.of()).toArray(new Link[0])) {
            drop(link);
        }
        linksOf.remove(id);
        List<Entry> gone = entries.remove(id);
        for (Entry entry : gone == null ? List.<Entry>of() : gone) {
            if (entry.side() < 0) {
                siblings.remove(entry.group(), id, (first, second) -> link(entry.rule(), first, second, ""));
            } else {
                postings[entry.rule().order()][entry.side()].remove(entry.keys(), id);
            }
        }
        nodes.remove(id);
    }

    private void index(Rule rule, int side, Node node, List<Entry> found) {
        boolean near = side <= NEAR || rule.shape() == Shape.PAIR;
        boolean from = side == FROM || side == FAR;
        Set<List<Json>> keys = Matching.keys(near ? rule.pairs() : rule.farPairs(), from, node);
        if (!keys.isEmpty()) {
            postings[rule.order()][side].add(keys, node.id());
            found.add(new Entry(rule, side, keys, rule));
        }
    }

    private void sibling(Rule rule, Node node, List<Entry> found) {
        for (List<Json> key : Matching.keys(rule.pairs(), true, node)) {
            Object group = List.of(rule.definition().key(), key, node.namespace());
            siblings.add(
                    group,
                    node.id(),
                    (first, second) -> drop(new Link(rule.definition().key(), first, second, "")),
                    (first, second) -> link(rule, first, second, ""));
            found.add(new Entry(rule, -1, Set.of(), group));
        }
    }

    private void probe(Entry entry, Node node) {
        Rule rule = entry.rule();
        boolean pair = rule.shape() == Shape.PAIR;
        switch (entry.side()) {
            case FROM -> {
                for (String other : others(rule, FROM, pair ? TO : NEAR, entry.keys())) {
                    if (pair) {
                        relate(rule, node, get(other));
                    } else {
                        tos(rule, get(other)).forEach(to -> relate(rule, node, get(other), get(to)));
                    }
                }
            }
            case TO -> {
                for (String other : others(rule, TO, pair ? FROM : FAR, entry.keys())) {
                    if (pair) {
                        relate(rule, get(other), node);
                    } else {
                        froms(rule, get(other)).forEach(from -> relate(rule, get(from), get(other), node));
                    }
                }
            }
            case NEAR -> {
                Set<String> ends = tos(rule, node);
                for (String from : ends.isEmpty() ? Set.<String>of() : froms(rule, node)) {
                    ends.forEach(to -> relate(rule, get(from), node, get(to)));
                }
            }
            default -> {} // NEAR does for FAR, and siblings are tied where they are found
        }
    }

    private Set<String> tos(Rule rule, Node between) {
        return others(rule, FAR, TO, Matching.keys(rule.farPairs(), true, between));
    }

    private Set<String> froms(Rule rule, Node between) {
        return others(rule, NEAR, FROM, Matching.keys(rule.pairs(), false, between));
    }

    /** {@return components at the other side that may match keys of this side} */
    private Set<String> others(Rule rule, int side, int other, Set<List<Json>> keys) {
        List<FieldPair> pairs = rule.shape() == Shape.PAIR || side <= NEAR ? rule.pairs() : rule.farPairs();
        boolean from = side == FROM || side == FAR;
        boolean small = Matching.byEntries(pairs) && Matching.smallFrom(pairs) == from;
        Postings there = postings[rule.order()][other];
        return small ? there.all(keys) : there.any(keys);
    }

    private void relate(Rule rule, Node from, Node to) {
        if (rule.allows(from, to, rules.kinds()) && Matching.of(rule.pairs(), from, to) != null) {
            link(rule, from.id(), to.id(), "");
        }
    }

    private void relate(Rule rule, Node from, Node between, Node to) {
        boolean three = !from.id().equals(between.id()) && !to.id().equals(between.id());
        if (three
                && rule.allows(from, to, rules.kinds())
                && !rule.apart(from, between)
                && Matching.of(rule.pairs(), from, between) != null
                && Matching.of(rule.farPairs(), between, to) != null) {
            link(rule, from.id(), to.id(), between.id());
        }
    }

    private void link(Rule rule, String from, String to, String between) {
        if (links.size() >= linksMax) {
            overflown = true;
            return;
        }
        var link = new Link(rule.definition().key(), from, to, between);
        Rule before = links.get(link);
        if (before == null || rule.order() < before.order()) {
            links.put(link, rule);
            changed.add(link);
            linksOf.computeIfAbsent(from, _ -> new LinkedHashSet<>()).add(link);
            linksOf.computeIfAbsent(to, _ -> new LinkedHashSet<>()).add(link);
            if (!between.isEmpty()) {
                linksOf.computeIfAbsent(between, _ -> new LinkedHashSet<>()).add(link);
            }
        }
    }

    private void drop(Link link) {
        links.remove(link);
        changed.add(link);
        for (String id : List.of(link.from(), link.to(), link.between())) {
            linksOf.getOrDefault(id, new HashSet<>()).remove(link);
        }
    }
}
