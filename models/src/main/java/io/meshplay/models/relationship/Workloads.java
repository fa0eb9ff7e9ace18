package io.meshplay.models.relationship;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of Kubernetes that run pods: where the pod's template stands in each, and what the API never lets change. */
public final class Workloads {
    private static final List<String> SPEC_TEMPLATE = List.of("spec", "template");
    private static final Map<String, List<String>> TEMPLATES = Map.of(
            "Pod", List.of(),
            "Deployment", SPEC_TEMPLATE,
            "StatefulSet", SPEC_TEMPLATE,
            "DaemonSet", SPEC_TEMPLATE,
            "ReplicaSet", SPEC_TEMPLATE,
            "ReplicationController", SPEC_TEMPLATE,
            "Job", SPEC_TEMPLATE,
            "CronJob", List.of("spec", "jobTemplate", "spec", "template"));

    private Workloads() {}

    /** {@return the kinds, in order} */
    public static List<String> kinds() {
        return TEMPLATES.keySet().stream().sorted().toList();
    }

    /** {@return the path of the pod's template below the configuration; empty for what runs no pods} */
    public static List<String> template(String kind) {
        return TEMPLATES.getOrDefault(kind, List.of());
    }

    /** {@return where the selector of a controller is; null when the kind has none} */
    public static @Nullable List<String> selector(String kind) {
        return switch (kind) {
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet" -> List.of("spec", "selector", "matchLabels");
            case "ReplicationController" -> List.of("spec", "selector");
            default -> null;
        };
    }

    /** {@return the label at a place; null when the place is no label of the pod's template} */
    public static @Nullable String templateLabel(String kind, List<String> place) {
        List<String> labels = new ArrayList<>(template(kind));
        labels.add("metadata");
        labels.add("labels");
        boolean inside = place.size() == labels.size() + 1
                && place.subList(0, labels.size()).equals(labels);
        return inside && selector(kind) != null ? place.getLast() : null;
    }
}
