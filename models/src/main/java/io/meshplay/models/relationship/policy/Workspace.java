package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Workloads;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Reason;
import io.meshplay.models.relationship.rule.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The components while drawn relationships write into them, and what was written. */
final class Workspace {
    private final Inference inference;
    private final Set<String> deployed;
    private final Map<String, Ledger> ledgers = new LinkedHashMap<>();
    private final List<Action> patches = new ArrayList<>();

    Workspace(Inference inference, Set<String> deployed) {
        this.inference = inference;
        this.deployed = deployed;
    }

    Set<String> deployed() {
        return deployed;
    }

    @Nullable Node find(String id) {
        return inference.find(id);
    }

    Node get(String id) {
        return inference.get(id);
    }

    /** {@return what each relationship wrote, by its id} */
    Map<String, Ledger> ledgers() {
        return ledgers;
    }

    List<Action> patches() {
        return patches;
    }

    /** {@return all traces on a component, with some that no ledger has yet} */
    List<Trace> traces(String component, List<Trace> more) {
        return Stream.concat(ledgers.values().stream().flatMap(ledger -> ledger.traces().stream()), more.stream())
                .filter(trace -> trace.component().equals(component))
                .toList();
    }

    /** {@return why a value may not be written or removed at a place; empty when it may} */
    String refusal(Node node, List<String> place, @Nullable Json value) {
        String kind = node.component().kind();
        List<String> selector = Workloads.selector(kind);
        if (selector == null) {
            return "";
        }
        boolean inSelector = place.size() >= 2
                && place.getFirst().equals("spec")
                && place.get(1).equals("selector");
        if (inSelector && deployed.contains(node.id())) {
            return "the selector of " + node.title() + " cannot change once it is deployed";
        }
        String label = Workloads.templateLabel(kind, place);
        Json wanted = label == null ? null : Trees.child(Trees.read(node.tree(), selector), label);
        return wanted == null || wanted.equals(value)
                ? ""
                : "the selector of " + node.title() + " asks for the label " + label + " as it is";
    }

    /** {@return why a value cannot be written, or removed; empty when it was} */
    String write(Node node, List<String> place, @Nullable Json value, int kept, Reason reason) {
        Json tree = value == null ? Trees.remove(node.tree(), place, kept) : Trees.put(node.tree(), place, value);
        try {
            inference.put(with(node, Configuration.of((Json.Fields) tree)));
        } catch (IllegalArgumentException tooDeep) {
            return "it is nested too deeply: " + tooDeep.getMessage();
        }
        patches.add(new Action.PatchComponent(node.id(), Trees.pointer(place), value, reason));
        return "";
    }

    private static Node with(Node node, Configuration configuration) {
        Component changed = node.component().withConfiguration(configuration);
        Json own = Trees.read(configuration.nested(), List.of("metadata", "namespace"));
        String namespace = own instanceof Json.Text(String text) && !text.isEmpty() ? text : node.namespace();
        return new Node(changed, configuration.nested(), namespace, node.scope());
    }

    /**
     * Undoes what a relationship wrote, where it still stands. What another relationship holds too is left to it.
     *
     * @return why it cannot be undone; empty when it is
     */
    String undo(String relationship, Trace trace, Reason reason) {
        Node node = find(trace.component());
        List<String> place = node == null ? null : Trees.concrete(node.tree(), trace.place());
        if (node == null || place == null) {
            return "";
        }
        Json current = Trees.read(node.tree(), place);
        if (trace.item()) {
            if (!(current instanceof Json.Items(List<Json> items)) || !items.contains(trace.written())) {
                return "";
            }
            if (items.size() > 1) {
                List<String> at = new ArrayList<>(place);
                at.add(Integer.toString(items.indexOf(trace.written())));
                return write(node, at, null, place.size(), reason);
            }
            return write(node, place, trace.kept() >= place.size() ? Json.NO_ITEMS : null, trace.kept(), reason);
        }
        Json before = trace.before();
        boolean stands = trace.written().equals(current) && !trace.written().equals(before);
        if (handedOver(relationship, trace) || !stands) {
            return "";
        }
        String refusal = refusal(node, place, before);
        return refusal.isEmpty() ? write(node, place, before, trace.kept(), reason) : refusal;
    }

    /** Another relationship that found this value, or wrote over it, has to restore what was there before this one. */
    private boolean handedOver(String relationship, Trace trace) {
        for (var other : ledgers.entrySet()) {
            List<Trace> traces = new ArrayList<>(other.getValue().traces());
            for (int i = 0; i < traces.size(); i++) {
                Trace theirs = traces.get(i);
                if (!other.getKey().equals(relationship)
                        && theirs.component().equals(trace.component())
                        && theirs.place().equals(trace.place())
                        && trace.written().equals(theirs.before())) {
                    traces.set(i, theirs.withBefore(trace));
                    Ledger ledger = other.getValue();
                    other.setValue(new Ledger(ledger.rule(), ledger.containment(), traces));
                    return true;
                }
            }
        }
        return false;
    }
}
