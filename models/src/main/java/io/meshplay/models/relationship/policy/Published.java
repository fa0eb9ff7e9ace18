package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.RelationshipKey;
import io.meshplay.models.relationship.policy.Inference.Link;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Reason;
import io.meshplay.models.relationship.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The inferred relationships that were told, so that only what changes is told again. */
final class Published {
    private final Map<Link, Told> told = new HashMap<>();
    private final TreeMap<String, Inferred> byId = new TreeMap<>();
    private Covered covered = new Covered(Set.of(), Set.of());

    /** An inferred relationship, and what it was made of. */
    private record Told(
            int rule, Node from, Node to, @Nullable Node between, Inferred inferred) {
        boolean still(Rule now, Node fromNow, Node toNow, @Nullable Node betweenNow) {
            return rule == now.order()
                    && from.is(fromNow)
                    && to.is(toNow)
                    && (between == null ? betweenNow == null : between.is(betweenNow));
        }
    }

    /** Everything is looked at again: another inference answers from here on. */
    void restart(Inference inference) {
        inference.changedToo(told.keySet());
    }

    /** {@return all inferred relationships that are not covered by others; adds what changed to the actions} */
    List<Inferred> changes(Inference inference, Covered now, List<Action> actions) {
        Set<Link> changed = inference.takeChanged();
        now.differences(covered).forEach(id -> changed.addAll(inference.linksOf(id)));
        covered = now;
        var gone = new TreeMap<String, Inferred>();
        var come = new TreeMap<String, Inferred>();
        for (Link link : changed) {
            Rule rule = inference.links().get(link);
            if (rule != null && !covered.covers(link, rule)) {
                Told one = tell(link, rule, inference);
                String id = one.inferred().relationship().id();
                byId.put(id, one.inferred());
                if (told.put(link, one) == null) {
                    come.put(id, one.inferred());
                }
            } else {
                Told before = told.remove(link);
                if (before != null) {
                    String id = before.inferred().relationship().id();
                    byId.remove(id);
                    gone.put(id, before.inferred());
                }
            }
        }
        gone.forEach((id, before) -> actions.add(new Action.RemoveRelationship(id, true, gone(before.reason()))));
        come.values().forEach(one -> actions.add(new Action.AddRelationship(one.relationship(), true, one.reason())));
        return new ArrayList<>(byId.values());
    }

    private Told tell(Link link, Rule rule, Inference inference) {
        Node from = inference.get(link.from());
        Node to = inference.get(link.to());
        Node between = link.between().isEmpty() ? null : inference.get(link.between());
        Told before = told.get(link);
        if (before != null && before.still(rule, from, to, between)) {
            return before;
        }
        RelationshipDefinition definition = rule.definition();
        Map<String, Json> metadata = new LinkedHashMap<>();
        metadata.put("type", Json.of(definition.type()));
        metadata.put("rule", Json.of(definition.key()));
        if (!link.between().isEmpty()) {
            metadata.put("between", Json.of(link.between()));
        }
        String id = RelationshipKey.uuid(link.rule(), link.from(), link.to(), link.between())
                .toString();
        var relationship = new Relationship(
                id, link.from(), link.to(), definition.kind(), definition.subType(), null, new Json.Fields(metadata));
        return new Told(
                rule.order(), from, to, between, new Inferred(relationship, Why.of(rule, from, to, link, inference)));
    }

    private static Reason gone(Reason reason) {
        return new Reason(reason.rule(), reason.classification(), reason.fields(), "No longer so: " + reason.words());
    }

    /** What people drew or hid, and what therefore is not told as inferred. */
    record Covered(Set<List<String>> drawn, Set<List<String>> hidden) {
        /** {@return the starts of what only one of the two covers} */
        Set<String> differences(Covered other) {
            Set<String> starts = new HashSet<>();
            add(drawn, other.drawn, 1, starts);
            add(other.drawn, drawn, 1, starts);
            add(hidden, other.hidden, 0, starts);
            add(other.hidden, hidden, 0, starts);
            return starts;
        }

        private static void add(Set<List<String>> these, Set<List<String>> those, int start, Set<String> into) {
            for (List<String> one : these) {
                if (!those.contains(one)) {
                    into.add(one.get(start));
                }
            }
        }

        boolean covers(Link link, Rule rule) {
            RelationshipDefinition definition = rule.definition();
            return drawn.contains(List.of(definition.classification(), link.from(), link.to()))
                    || hidden.contains(List.of(link.from(), link.to(), definition.kind(), definition.subType()));
        }
    }
}
