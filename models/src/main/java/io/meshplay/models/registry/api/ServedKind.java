package io.meshplay.models.registry.api;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Kinds.Scope;

/**
 * A kind in one version of its API that a cluster serves.
 *
 * @param group of its API; empty for the core of Kubernetes
 * @param version of its API
 * @param kind such as {@code Deployment}
 * @param names its names in paths and on command lines
 * @param scope whether its objects stand in a namespace
 * @param storage whether this is the version that a cluster stores; false where nobody says
 * @param own whether it is a kind of Kubernetes itself
 * @param schema its JSON Schema, without references; empty when it has none
 */
public record ServedKind(
        String group,
        String version,
        String kind,
        Json.Fields names,
        Scope scope,
        boolean storage,
        boolean own,
        Json.Fields schema) {
    /** {@return group and version, as objects have it} */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@return {@code Horizontal Pod Autoscaler} of {@code HorizontalPodAutoscaler}} */
    public static String title(String kind) {
        return kind.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
    }
}
