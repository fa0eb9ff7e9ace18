package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Position;
import io.meshplay.models.design.Size;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.RelationshipKey;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Reason;
import io.meshplay.models.relationship.rule.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Namespaces that components name and that are not in the design. */
final class Namespaces {
    private static final String KIND = "Namespace";
    private static final double ASIDE = 40;

    private Namespaces() {}

    static List<Action> missing(Inference inference) {
        Set<String> present = inference.nodes().values().stream()
                .map(Node::component)
                .filter(component -> component.kind().equals(KIND))
                .map(Component::name)
                .collect(Collectors.toSet());
        var wanted = new TreeMap<String, Node>();
        for (Node node : new TreeMap<>(inference.nodes()).values()) {
            if (node.scope() == Kinds.Scope.NAMESPACED
                    && Trees.read(node.tree(), List.of("metadata", "namespace")) instanceof Json.Text(String name)
                    && !name.isEmpty()
                    && !present.contains(name)) {
                wanted.putIfAbsent(name, node);
            }
        }
        List<Action> actions = new ArrayList<>();
        wanted.forEach((name, node) -> actions.add(new Action.AddComponent(
                namespace(name, node.component()),
                new Reason(
                        "", "", List.of(), node.title() + " stands in namespace " + name + ", which is not here."))));
        return actions;
    }

    private static Component namespace(String name, Component inside) {
        var at = new Position(inside.position().x() - ASIDE, inside.position().y() - ASIDE);
        return new Component(
                RelationshipKey.uuid(KIND, name).toString(),
                "kubernetes",
                KIND,
                "v1",
                name,
                null,
                inside.z(),
                at,
                Size.of(KIND),
                Configuration.EMPTY,
                "",
                Json.NO_FIELDS);
    }
}
