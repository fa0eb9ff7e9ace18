package io.meshplay.models.relationship.rule;

import io.meshplay.models.relationship.FieldPath;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.Kinds.Presence;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.RelationshipDefinition.Alternative;
import io.meshplay.models.relationship.RelationshipDefinition.Binding;
import io.meshplay.models.relationship.RelationshipDefinition.Fields;
import io.meshplay.models.relationship.RelationshipDefinition.ModelName;
import io.meshplay.models.relationship.RelationshipDefinition.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says of relationship definitions what cannot be meant: rules that never hold, and fields that no schema has. */
public final class RelationshipLint {
    private final Kinds kinds;

    /** @param kinds knows the schemas */
    public RelationshipLint(Kinds kinds) {
        this.kinds = kinds;
    }

    /** What is the matter. */
    public enum Matter {
        /** No alternative can ever hold: neither values nor a line make it do anything. */
        NEVER,
        /** One start and end of several can never hold. */
        PARTLY,
        /** A path that is not in the schema of its kind. */
        PATH,
        /** The two ends list a different number of paths. */
        COUNT,
        /** A comparison that nobody knows. */
        STRATEGY
    }

    /**
     * One thing that is the matter with a definition.
     *
     * @param key key of the definition
     * @param source its file
     * @param matter what it is
     * @param where kinds and path
     * @param words one sentence
     */
    public record Lint(String key, String source, Matter matter, String where, String words) {}

    /** {@return what is the matter with a definition; nothing when it is fine} */
    public List<Lint> check(RelationshipDefinition definition) {
        Set<Lint> lints = new LinkedHashSet<>();
        int live = 0;
        List<Lint> dead = new ArrayList<>();
        for (Alternative alternative : definition.selectors()) {
            for (Selector from : alternative.from()) {
                for (Selector to : alternative.to()) {
                    String reason = reason(definition, alternative, from, to);
                    if (reason.isEmpty()) {
                        live++;
                        counts(definition, from, to, lints);
                    } else {
                        dead.add(lint(definition, Matter.PARTLY, from.kind() + " > " + to.kind(), reason));
                    }
                }
            }
            alternative.from().forEach(selector -> paths(definition, selector, lints));
            alternative.to().forEach(selector -> paths(definition, selector, lints));
        }
        List<Lint> all = new ArrayList<>();
        if (live == 0) {
            Lint first = dead.isEmpty()
                    ? lint(definition, Matter.NEVER, "", "It allows no pair of kinds.")
                    : dead.getFirst();
            all.add(lint(definition, Matter.NEVER, first.where(), first.words()));
        } else {
            all.addAll(dead);
        }
        all.addAll(lints);
        return all;
    }

    private static String reason(
            RelationshipDefinition definition, Alternative alternative, Selector from, Selector to) {
        if (from.kind().isEmpty() || to.kind().isEmpty()) {
            return "A selector names no kind.";
        }
        if (covers(alternative.deniedFrom(), from) && covers(alternative.deniedTo(), to)) {
            return "What it allows it denies too.";
        }
        if (RuleSet.rule(0, definition, alternative, from, to) != null) {
            return "";
        }
        List<FieldPath> all = new ArrayList<>(all(from));
        all.addAll(all(to));
        if (all(from).isEmpty() || all(to).isEmpty()) {
            return "One end names no field.";
        }
        if (all.stream().anyMatch(path -> path.tokens().isEmpty())) {
            return "Its paths are empty.";
        }
        List<String> outside = all.stream()
                .filter(path -> !path.reachable())
                .map(FieldPath::toString)
                .distinct()
                .toList();
        return outside.isEmpty()
                ? "Not exactly one end is written."
                : "A component has no field " + String.join(", ", outside) + ": paths start with configuration, "
                        + "displayName or component.";
    }

    private static boolean covers(List<Selector> denied, Selector selector) {
        return denied.stream()
                .anyMatch(one -> (one.kind().equals("*") || one.kind().equals(selector.kind()))
                        && (one.model().any()
                                || one.model().name().equals(selector.model().name())));
    }

    private static List<FieldPath> all(Selector selector) {
        List<FieldPath> paths = new ArrayList<>(selector.refs());
        Fields fields = selector.fields();
        if (fields != null) {
            paths.addAll(fields.paths());
        }
        Binding binding = selector.binding();
        if (binding != null) {
            paths.addAll(binding.self().paths());
            paths.addAll(binding.between().paths());
        }
        return paths;
    }

    private static void counts(RelationshipDefinition definition, Selector from, Selector to, Set<Lint> lints) {
        Fields one = from.fields();
        Fields other = to.fields();
        if (one != null && other != null) {
            count(definition, one, other, from.kind() + " > " + to.kind(), lints);
        }
        for (Selector selector : List.of(from, to)) {
            Binding binding = selector.binding();
            if (binding != null) {
                count(definition, binding.self(), binding.between(), selector.kind() + " > " + binding.kind(), lints);
            }
        }
    }

    private static void count(
            RelationshipDefinition definition, Fields one, Fields other, String where, Set<Lint> lints) {
        if (one.paths().size() != other.paths().size()) {
            lints.add(lint(
                    definition,
                    Matter.COUNT,
                    where,
                    one.paths().size() + " paths at one end, " + other.paths().size()
                            + " at the other: the longer list is cut."));
        }
        for (Fields fields : List.of(one, other)) {
            for (String name : fields.matching()) {
                if (!name.isEmpty() && !Compare.known(name)) {
                    lints.add(lint(definition, Matter.STRATEGY, where, name + " is read as equal."));
                }
            }
        }
    }

    private void paths(RelationshipDefinition definition, Selector selector, Set<Lint> lints) {
        Binding binding = selector.binding();
        Fields fields = selector.fields();
        if (fields != null) {
            fields.paths().forEach(path -> path(definition, selector.kind(), selector.model(), path, lints));
        }
        selector.refs().forEach(path -> path(definition, selector.kind(), selector.model(), path, lints));
        if (binding != null) {
            binding.self().paths().forEach(path -> path(definition, selector.kind(), selector.model(), path, lints));
            binding.between().paths().forEach(path -> path(definition, binding.kind(), selector.model(), path, lints));
        }
    }

    private void path(
            RelationshipDefinition definition, String kind, ModelName model, FieldPath path, Set<Lint> lints) {
        if (kind.isEmpty() || kind.equals("*") || path.tokens().isEmpty()) {
            return;
        }
        String name = model.any() ? "" : model.name();
        boolean absent = !path.reachable()
                || (path.inConfiguration()
                        && kinds.presence(
                                        new Kinds.Kind(name, "", kind),
                                        path.keys().stream()
                                                .map(RelationshipLint::schemaKey)
                                                .toList())
                                == Presence.ABSENT);
        if (absent) {
            lints.add(lint(
                    definition,
                    Matter.PATH,
                    kind + " " + String.join(".", path.tokens()),
                    "Its schema has no such field."));
        }
    }

    private static String schemaKey(String token) {
        return FieldPath.isItem(token) || FieldPath.index(token) >= 0 ? FieldPath.ANY : token;
    }

    private static Lint lint(RelationshipDefinition definition, Matter matter, String where, String words) {
        return new Lint(definition.key(), definition.origin().source(), matter, where, words);
    }
}
