package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.schema.SchemaWalker;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the policy engine asks of kinds, answered by a registry. */
final class RegistryKinds implements Kinds {
    /** What every object has, though the schemas leave it out. */
    private static final Set<String> METADATA =
            Set.of("name", "namespace", "labels", "annotations", "finalizers", "ownerReferences", "generateName");

    private static final Set<String> MAPS = Set.of("labels", "annotations");

    private final Registry registry;

    RegistryKinds(Registry registry) {
        this.registry = registry;
    }

    @Override
    public Scope scope(Kind kind) {
        return find(kind).map(ComponentDefinition::scope).orElse(Scope.UNKNOWN);
    }

    @Override
    public boolean belongs(Kind kind, String model) {
        return kind.model().strip().equals(model.strip())
                || registry.find(model, kind.version(), kind.kind()).isPresent();
    }

    @Override
    public Presence presence(Kind kind, List<String> keys) {
        Optional<ComponentDefinition> component = find(kind);
        if (component.isEmpty() || keys.isEmpty()) {
            return Presence.UNKNOWN;
        }
        if (List.of("apiVersion", "kind").contains(keys.getFirst())) {
            return Presence.PRESENT;
        }
        Presence bySchema = registry.schemas()
                .walker(component.get())
                .map(walker -> switch (walker.presence(keys)) {
                    case PRESENT -> Presence.PRESENT;
                    case ABSENT -> Presence.ABSENT;
                    case OPEN -> Presence.UNKNOWN;
                })
                .orElse(Presence.UNKNOWN);
        return switch (keys.getFirst()) {
            case "metadata" -> metadata(keys);
            case "status" -> bySchema == Presence.PRESENT ? bySchema : Presence.UNKNOWN;
            default -> bySchema;
        };
    }

    private static Presence metadata(List<String> keys) {
        if (keys.size() == 1) {
            return Presence.PRESENT;
        }
        boolean known = METADATA.contains(keys.get(1)) && (keys.size() == 2 || MAPS.contains(keys.get(1)));
        return known ? Presence.PRESENT : Presence.UNKNOWN;
    }

    @Override
    public @Nullable Json defaultValue(Kind kind, List<String> keys) {
        Optional<SchemaWalker> walker = find(kind).flatMap(registry.schemas()::walker);
        return walker.isEmpty() ? null : walker.get().defaultValue(keys);
    }

    /** A design may name a model or a version that this registry does not have: the kind is known all the same. */
    private Optional<ComponentDefinition> find(Kind kind) {
        return registry.find(kind.model(), kind.version(), kind.kind())
                .or(() -> registry.find("", kind.version(), kind.kind()))
                .or(() -> registry.find("", "", kind.kind()));
    }
}
