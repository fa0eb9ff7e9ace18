package io.meshplay.models.registry;

import io.meshplay.models.registry.text.Versions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of several definitions of one kind goes first; docs/spec/registry.md numbers the rules. The order is total, so the
 * same definitions give the same answer everywhere.
 */
final class Preference {
    /** The model that defines what every cluster has. */
    static final String CORE_MODEL = "kubernetes";

    private static final Set<String> CORE_GROUPS = Set.of("", "apps", "batch", "autoscaling", "policy", "extensions");

    /** How many kinds a model has of a group: {@code AdoptedResource} stands in 35 models, of which none is its own. */
    private final Map<String, Map<String, Integer>> kindsByGroup = new HashMap<>();

    Preference(List<ComponentDefinition> components) {
        for (ComponentDefinition component : components) {
            kindsByGroup
                    .computeIfAbsent(component.model().name(), _ -> new HashMap<>())
                    .merge(component.group(), 1, Integer::sum);
        }
    }

    static boolean coreGroup(String group) {
        return CORE_GROUPS.contains(group) || group.endsWith(".k8s.io");
    }

    /** {@return the preferred definition first} */
    Comparator<ComponentDefinition> order() {
        return Comparator.comparing((ComponentDefinition one) -> one.schema() == null)
                .thenComparing(ComponentDefinition::annotation)
                .thenComparing(one -> !ownsCore(one))
                .thenComparing(one -> !namedAfter(one))
                .thenComparing(one -> !one.enabled())
                .thenComparing(one -> !one.storage())
                .thenComparing(ComponentDefinition::apiVersion, Versions.API_ORDER.reversed())
                .thenComparing(this::kindsOfGroup, Comparator.reverseOrder())
                .thenComparing(one -> one.model().name())
                .thenComparing(one -> one.model().version(), Versions.ORDER.reversed())
                .thenComparing(ComponentDefinition::definitionVersion, Versions.ORDER.reversed())
                .thenComparing(ComponentDefinition::source);
    }

    private static boolean ownsCore(ComponentDefinition one) {
        return one.model().name().equals(CORE_MODEL) && coreGroup(one.group());
    }

    /** {@code cert-manager} defines {@code acme.cert-manager.io}, whoever else repeats it. */
    private static boolean namedAfter(ComponentDefinition one) {
        String model = one.model().name().toLowerCase(Locale.ROOT);
        List<String> labels = List.of(one.group().toLowerCase(Locale.ROOT).split("\\."));
        return labels.contains(model) || labels.contains(model.replace("-", ""));
    }

    private int kindsOfGroup(ComponentDefinition one) {
        return kindsByGroup.getOrDefault(one.model().name(), Map.of()).getOrDefault(one.group(), 0);
    }
}
