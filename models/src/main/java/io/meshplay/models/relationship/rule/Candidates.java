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

    /** Remembers nothing yet. */
    public Candidates(RuleSet rules, Kinds kinds) {
        this.rules = rules;
        this.kinds = kinds;
    }

    private record Key(Kinds.Kind kind, boolean annotation) {}

    private record Ends(List<Rule> from, List<Rule> to, List<Rule> between) {}

    /** {@return how many rules there are} */
    public int count() {
        return rules.all().size();
    }

    /** {@return what is known of kinds} */
    public Kinds kinds() {
        return kinds;
    }

    /** {@return the rules that the component may be the start of} */
    public List<Rule> from(Node node) {
        return ends(node).from;
    }

    /** {@return the rules that the component may be the end of} */
    public List<Rule> to(Node node) {
        return ends(node).to;
    }

    /** {@return the bindings that the component may stand between the ends of} */
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
