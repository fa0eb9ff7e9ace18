package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.RelationshipKey;
import io.meshplay.models.relationship.policy.Published.Covered;
import io.meshplay.models.relationship.rule.Candidates;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The relationships that people drew or pinned, and components inside others; what they write and wrote. One thread. */
final class Drawn {
    private static final String HIDDEN = "hidden";

    private final Candidates rules;
    private final Map<String, Settled> settled = new TreeMap<>();

    Drawn(Candidates rules) {
        this.rules = rules;
    }

    /** What was carried out, and on what; while that is the same there is nothing to do. */
    private record Settled(
            Relationship drawn,
            Node from,
            Node to,
            @Nullable Node between,
            Ledger ledger,
            @Nullable Choice choice,
            Set<String> deployed,
            Set<Remark> remarks) {
        boolean still(Relationship now, Workspace workspace) {
            return drawn.equals(now)
                    && from.is(workspace.find(from.id()))
                    && to.is(workspace.find(to.id()))
                    && (between == null || between.is(workspace.find(between.id())))
                    && ledger.equals(workspace.ledgers().getOrDefault(now.id(), Ledger.NONE))
                    && deployed.equals(workspace.deployed());
        }
    }

    /** {@return what becomes of relationships that are gone, now that what they wrote is taken back} */
    List<Action> undone(Situation situation, Workspace workspace) {
        List<Action> actions = new ArrayList<>();
        List<Relationship> gone = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Relationship one : situation.design().relationships()) {
            ids.add(one.id());
            Ledger ledger = Ledger.of(one);
            if (ledger.containment() && !inside(workspace.get(one.from()), one.to())) {
                gone.add(one);
                actions.add(new Action.RemoveRelationship(
                        one.id(), false, reason(ledger, "One component is no longer inside the other.")));
            } else if (!ledger.equals(Ledger.NONE)) {
                workspace.ledgers().put(one.id(), ledger);
            }
        }
        for (Relationship one : situation.removed().stream()
                .filter(removed ->
                        !ids.contains(removed.id()) && !Ledger.of(removed).equals(Ledger.NONE))
                .sorted(Comparator.comparing(Relationship::id))
                .toList()) {
            gone.add(one);
            actions.add(new Action.UpdateRelationship(
                    Ledger.NONE.on(one), reason(Ledger.of(one), "What it wrote is taken back.")));
        }
        gone.forEach(one -> undo(one, workspace));
        return actions;
    }

    private static void undo(Relationship gone, Workspace workspace) {
        Ledger ledger = Ledger.of(gone);
        for (Trace trace : ledger.traces()) {
            Node node = workspace.find(trace.component());
            String title = node == null ? trace.component() : node.title();
            workspace.undo(gone.id(), trace, Undo.reason(ledger.rule(), "", title, trace));
        }
    }

    private static boolean inside(Node child, String parent) {
        return parent.equals(child.component().parent());
    }

    /** {@return whether carrying out what is not settled changed anything} */
    boolean pass(Situation situation, Workspace workspace) {
        boolean changed = false;
        Set<String> seen = new HashSet<>();
        for (Component component : situation.design().components()) {
            String parent = component.parent();
            if (parent != null) {
                String key = "inside " + component.id();
                seen.add(key);
                changed |= carryOut(key, containment(key, component.id(), parent, situation), true, workspace);
            }
        }
        for (Relationship one : situation.design().relationships()) {
            if (!one.metadata().flag(HIDDEN)
                    && !workspace
                            .ledgers()
                            .getOrDefault(one.id(), Ledger.of(one))
                            .containment()) {
                String key = "line " + one.id();
                seen.add(key);
                changed |= carryOut(key, one, false, workspace);
            }
        }
        settled.keySet().retainAll(seen);
        return changed;
    }

    private Relationship containment(String key, String child, String parent, Situation situation) {
        Settled before = settled.get(key);
        String id = before != null && before.drawn().to().equals(parent)
                ? before.drawn().id()
                : RelationshipKey.uuid("inside", child, parent).toString();
        Relationship kept = find(situation.design().relationships(), id);
        return kept != null ? kept : new Relationship(id, child, parent, "hierarchical", null, null, Json.NO_FIELDS);
    }

    /** The relationships of a design are ordered by id. */
    private static @Nullable Relationship find(List<Relationship> ordered, String id) {
        int low = 0;
        int high = ordered.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = ordered.get(middle).id().compareTo(id);
            if (order == 0) {
                return ordered.get(middle);
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return null;
    }

    private boolean carryOut(String key, Relationship drawn, boolean containment, Workspace workspace) {
        Settled before = settled.get(key);
        if (before != null && before.still(drawn, workspace)) {
            return false;
        }
        Ledger ledger = workspace.ledgers().getOrDefault(drawn.id(), Ledger.NONE);
        Node from = workspace.get(drawn.from());
        Node to = workspace.get(drawn.to());
        Choice choice = containment
                ? Choice.inside(from, to, rules)
                : Choice.of(drawn, ledger.rule(), from, to, workspace, rules);
        int patches = workspace.patches().size();
        Set<Remark> remarks = Set.of();
        Ledger after = Ledger.NONE;
        if (choice == null) {
            undo(ledger.on(drawn), workspace);
            remarks = containment
                    ? Set.of()
                    : Set.of(new Remark(
                            drawn.id(),
                            Remark.Kind.NO_RULE,
                            "No rule ties " + from.title() + " and " + to.title() + "."));
        } else {
            Node between = choice.between();
            var drawing = new Drawing(workspace, drawn.id(), choice.rule(), ledger);
            List<Trace> traces =
                    drawing.run(choice.from().id(), choice.to().id(), between == null ? null : between.id());
            boolean kept = !containment
                    || traces.stream().anyMatch(trace -> !trace.written().equals(trace.before()));
            after = kept ? new Ledger(choice.rule().definition().key(), containment, traces) : Ledger.NONE;
            remarks = drawing.remarks();
        }
        workspace.ledgers().put(drawn.id(), after);
        Node between = choice == null || choice.between() == null
                ? null
                : workspace.get(choice.between().id());
        settled.put(
                key,
                new Settled(
                        drawn,
                        workspace.get(drawn.from()),
                        workspace.get(drawn.to()),
                        between,
                        after,
                        choice,
                        workspace.deployed(),
                        remarks));
        return patches != workspace.patches().size() || !after.equals(ledger);
    }

    /** {@return the relationships whose record of what they wrote changed} */
    List<Action> updates(Situation situation, Workspace workspace) {
        List<Action> actions = new ArrayList<>();
        List<Relationship> ordered = situation.design().relationships();
        settled.values().forEach(one -> {
            Relationship drawn = one.drawn();
            Ledger ledger = workspace.ledgers().getOrDefault(drawn.id(), Ledger.NONE);
            Reason reason = reason(ledger, "It remembers what it wrote, and what was there.");
            if (find(ordered, drawn.id()) == null) {
                if (!ledger.equals(Ledger.NONE)) {
                    actions.add(new Action.AddRelationship(ledger.on(drawn), false, reason));
                }
            } else if (!ledger.equals(Ledger.of(drawn))) {
                actions.add(new Action.UpdateRelationship(ledger.on(drawn), reason));
            }
        });
        return actions;
    }

    List<Remark> remarks() {
        return settled.values().stream().flatMap(one -> one.remarks().stream()).toList();
    }

    /** {@return what is drawn or hidden, and therefore not inferred} */
    Covered covered(Situation situation) {
        Set<List<String>> drawn = new HashSet<>();
        for (Settled one : settled.values()) {
            Choice choice = one.choice();
            if (choice != null) {
                drawn.add(List.of(
                        choice.rule().definition().classification(),
                        choice.from().id(),
                        choice.to().id()));
            }
        }
        Set<List<String>> hidden = new HashSet<>();
        for (Relationship one : situation.design().relationships()) {
            if (one.metadata().flag(HIDDEN)) {
                String sub = one.sub();
                hidden.add(List.of(one.from(), one.to(), one.kind(), sub == null ? "" : sub));
            }
        }
        return new Covered(drawn, hidden);
    }

    private static Reason reason(Ledger ledger, String words) {
        return new Reason(ledger.rule(), "", List.of(), words);
    }
}
