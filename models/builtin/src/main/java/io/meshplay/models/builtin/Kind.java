package io.meshplay.models.builtin;

import io.meshplay.models.design.Json;
import java.util.Locale;

/**
 * A kind in one version of its API, whatever form it was read from.
 *
 * @param group of its API; empty for the core of Kubernetes
 * @param version of its API
 * @param name such as {@code Deployment}
 * @param plural its name in paths; may be empty
 * @param namespaced whether its objects stand in a namespace
 * @param storage whether this is the version that a cluster stores
 * @param schema its JSON Schema, without references
 */
record Kind(
        String group,
        String version,
        String name,
        String plural,
        boolean namespaced,
        boolean storage,
        Json.Fields schema) {
    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@return {@code Horizontal Pod Autoscaler} of {@code HorizontalPodAutoscaler}} */
    String title() {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ");
    }

    /** {@return the first label of its group: the service of a cloud, such as {@code s3}} */
    String service() {
        int dot = group.indexOf('.');
        return (dot < 0 ? group : group.substring(0, dot)).toLowerCase(Locale.ROOT);
    }
}
