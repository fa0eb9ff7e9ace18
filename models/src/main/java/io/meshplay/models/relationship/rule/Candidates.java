package io.meshplay.models.relationship.rule;

import io.meshplay.models.relationship.Kinds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that a component may take part in, remembered by its kind. One thread. */
public final class Candidates {
    private static final int KINDS_MAX = 10_000;

    private final RuleSet rules;
    private final Kinds kinds;
    private final Map<Key, Ends> known = new HashMap<>();

    public Candidates(RuleSet rules, Kinds kinds) {
        this.rules = rules;
        this.kinds = kinds;
    }

    private record Key(Kinds.Kind kind, boolean annotation) {}

    private record Ends(List<Rule> from, List<Rule> to, List<Rule> between) {}

    public int count() {
        return rules.all().size();
    }

    public Kinds kinds() {
        return kinds;
    }

    public List<Rule> from(Node node) {
        return ends(node).from;
    }

    public List<Rule> to(Node node) {
        return ends(node).to;
    }

    public List<Rule> between(Node node) {
        return ends(node).between;
    }

    private Ends ends(Node node) {
        if (known.size() > KINDS_MAX) {
            known.clear();
        }
        return known.computeIfAbsent(
                new Key(node.kind(), node.component().annotation()),
                _ -> new Ends(rules.from(node, kinds), rules.to(node, kinds), rules.between(node, kinds)));
    }
}
