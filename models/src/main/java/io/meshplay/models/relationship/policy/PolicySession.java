package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.rule.Candidates;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Evaluations of one design, one after the other. Used by one thread at a time. */
public final class PolicySession {
    private final Candidates rules;
    private final Kinds kinds;
    private final PolicyOptions options;
    private final Drawn drawn;
    private final Published published = new Published();
    private Inference inference;

    PolicySession(RuleSet rules, Kinds kinds, PolicyOptions options) {
        this.rules = new Candidates(rules, kinds);
        this.kinds = kinds;
        this.options = options;
        this.inference = new Inference(this.rules, options.inferredMax());
        this.drawn = new Drawn(this.rules);
    }

    /** {@return what the design is and does, and what changed since the evaluation before} */
    public Evaluation evaluate(Situation situation) {
        if (inference.overflown()) {
            inference = new Inference(rules, options.inferredMax());
            published.restart(inference);
        }
        follow(situation.design().components());
        var workspace = new Workspace(inference, situation.deployed());
        List<Action> actions = new ArrayList<>(drawn.undone(situation, workspace));
        int passes = 0;
        boolean settled = false;
        while (!settled && passes < options.passesMax()) {
            passes++;
            settled = !drawn.pass(situation, workspace);
        }
        actions.addAll(workspace.patches());
        actions.addAll(drawn.updates(situation, workspace));
        if (options.addNamespaces()) {
            actions.addAll(Namespaces.missing(inference));
        }
        List<Inferred> inferred = published.changes(inference, drawn.covered(situation), actions);
        List<Remark> remarks = new ArrayList<>(drawn.remarks());
        if (inference.overflown()) {
            remarks.add(new Remark(
                    "",
                    Remark.Kind.LIMIT,
                    "There are more than " + options.inferredMax() + " inferred relationships; the rest is left out."));
        }
        if (!settled) {
            remarks.add(new Remark(
                    "", Remark.Kind.LIMIT, "Drawn relationships still change each other after " + passes + " passes."));
        }
        return new Evaluation(
                actions, inferred, remarks, Outcome.of(situation.design(), actions, inference), passes, settled);
    }

    /** Puts in what changed and takes out what is gone, in the order of the ids. */
    private void follow(List<Component> components) {
        Map<String, Component> byId = new HashMap<>();
        components.forEach(component -> byId.put(component.id(), component));
        for (String id : List.copyOf(inference.nodes().keySet())) {
            if (!byId.containsKey(id)) {
                inference.remove(id);
            }
        }
        for (Component component : components) {
            Node known = inference.find(component.id());
            String namespace = namespace(component, byId);
            if (known == null
                    || !known.namespace().equals(namespace)
                    || !known.component().equals(component)) {
                Kinds.Scope scope =
                        kinds.scope(new Kinds.Kind(component.model(), component.version(), component.kind()));
                inference.put(new Node(component, component.configuration().nested(), namespace, scope));
            }
        }
    }

    private static String namespace(Component component, Map<String, Component> byId) {
        if (component.configuration().entries().get("/metadata/namespace") instanceof Json.Text(String name)
                && !name.isEmpty()) {
            return name;
        }
        Component around = component;
        while (around != null) {
            String parent = around.parent();
            around = parent == null ? null : byId.get(parent);
            if (around != null && around.kind().equals("Namespace")) {
                return around.name();
            }
        }
        return "";
    }
}
