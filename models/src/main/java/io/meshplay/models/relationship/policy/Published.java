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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The inferred relationships that were told, so that only what changes is told again. */
final class Published {
    private Map<Link, Told> told = new HashMap<>();
    private TreeMap<String, Inferred> byId = new TreeMap<>();

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

    /** {@return all inferred relationships that are not covered by others; adds what changed to the actions} */
    List<Inferred> changes(Inference inference, Covered covered, List<Action> actions) {
        Map<Link, Told> now = HashMap.newHashMap(inference.links().size());
        var inferred = new TreeMap<String, Inferred>();
        inference.links().forEach((link, rule) -> {
            if (!covered.covers(link, rule)) {
                Told one = tell(link, rule, inference);
                now.put(link, one);
                inferred.put(one.inferred().relationship().id(), one.inferred());
            }
        });
        byId.forEach((id, before) -> {
            if (!inferred.containsKey(id)) {
                actions.add(new Action.RemoveRelationship(id, true, gone(before.reason())));
            }
        });
        inferred.forEach((id, one) -> {
            if (!byId.containsKey(id)) {
                actions.add(new Action.AddRelationship(one.relationship(), true, one.reason()));
            }
        });
        told = now;
        byId = inferred;
        return new ArrayList<>(inferred.values());
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
        boolean covers(Link link, Rule rule) {
            RelationshipDefinition definition = rule.definition();
            return drawn.contains(List.of(definition.classification(), link.from(), link.to()))
                    || hidden.contains(List.of(link.from(), link.to(), definition.kind(), definition.subType()));
        }
    }
}
