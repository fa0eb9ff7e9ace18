package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.rule.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The design that comes of actions. */
final class Outcome {
    private Outcome() {}

    static Design of(Design design, List<Action> actions, Inference inference) {
        Map<String, Relationship> relationships = new TreeMap<>();
        Set<String> patched = new HashSet<>();
        List<Component> added = new ArrayList<>();
        design.relationships().forEach(one -> relationships.put(one.id(), one));
        boolean changed = false;
        for (Action action : actions) {
            switch (action) {
                case Action.AddRelationship(Relationship one, boolean inferred, Reason _) -> {
                    if (!inferred) {
                        relationships.put(one.id(), one);
                        changed = true;
                    }
                }
                case Action.UpdateRelationship(Relationship one, Reason _) ->
                    changed |= relationships.replace(one.id(), one) != null;
                case Action.RemoveRelationship(String id, boolean inferred, Reason _) ->
                    changed |= !inferred && relationships.remove(id) != null;
                case Action.PatchComponent(String component, String _, var _, Reason _) ->
                    changed |= patched.add(component);
                case Action.AddComponent(Component component, Reason _) -> changed |= added.add(component);
            }
        }
        if (!changed) {
            return design;
        }
        List<Component> components = new ArrayList<>(added);
        for (Component component : design.components()) {
            components.add(
                    patched.contains(component.id())
                            ? inference.get(component.id()).component()
                            : component);
        }
        return new Design(design.name(), components, List.copyOf(relationships.values()));
    }
}
