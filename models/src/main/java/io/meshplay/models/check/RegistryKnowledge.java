package io.meshplay.models.check;

import io.meshplay.models.check.rule.Knowledge;
import io.meshplay.models.design.Component;
import io.meshplay.models.registry.Registry;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.KindsInTurn;
import io.meshplay.models.relationship.KnownKinds;
import io.meshplay.models.schema.Problem;
import java.util.List;

/** What a registry knows besides the designs. */
public final class RegistryKnowledge {
    private RegistryKnowledge() {}

    /** {@return the kinds and schemas of a registry, which stays open} */
    public static Knowledge of(Registry registry) {
        // Of a registry without Kubernetes' own kinds nobody expects that it knows them.
        boolean whole = registry.find("", "apps/v1", "Deployment").isPresent();
        Kinds kinds = whole ? registry.kinds() : new KindsInTurn(List.of(registry.kinds(), new KnownKinds()));
        return new Knowledge(kinds, component -> problems(registry, component), true);
    }

    /** A kind that is in several models, of which a component names none, is checked by the preferred one. */
    private static List<Problem> problems(Registry registry, Component component) {
        return registry.find(component.model(), component.version(), component.kind())
                .flatMap(registry.schemas()::validator)
                .map(validator -> validator.validate(component.configuration().nested()))
                .orElse(List.of());
    }
}
