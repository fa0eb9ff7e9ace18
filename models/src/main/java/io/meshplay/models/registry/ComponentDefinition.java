package io.meshplay.models.registry;

import io.meshplay.models.relationship.Kinds.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A kind in one version of a model.
 *
 * @param model name and version of its model
 * @param apiVersion such as {@code apps/v1}; may be empty
 * @param kind such as {@code Deployment}
 * @param displayName its name for people
 * @param description in words; may be empty
 * @param scope whether its objects stand in a namespace
 * @param annotation whether it is a picture that is never deployed
 * @param storage whether its API version is the one that a cluster stores
 * @param status {@code enabled} or {@code ignored}; empty counts as enabled
 * @param shape such as {@code round-rectangle}; may be empty
 * @param color such as {@code #326de6}; may be empty
 * @param schemaVersion of its file; may be empty
 * @param definitionVersion version of the definition itself
 * @param source its file
 * @param schema its JSON Schema; null when it has none
 * @param icon an SVG; null when it has none
 * @param details everything else that its file says
 */
public record ComponentDefinition(
        ModelDefinition.Key model,
        String apiVersion,
        String kind,
        String displayName,
        String description,
        Scope scope,
        boolean annotation,
        boolean storage,
        String status,
        String shape,
        String color,
        String schemaVersion,
        String definitionVersion,
        String source,
        @Nullable Digest schema,
        @Nullable Digest icon,
        Digest details) {
    /** {@return the group of its API: {@code apps} of {@code apps/v1}; empty for the core of Kubernetes} */
    public String group() {
        int slash = apiVersion.lastIndexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** {@return the same kind in another model} */
    ComponentDefinition in(ModelDefinition.Key other) {
        return new ComponentDefinition(
                other,
                apiVersion,
                kind,
                displayName,
                description,
                scope,
                annotation,
                storage,
                status,
                shape,
                color,
                schemaVersion,
                definitionVersion,
                source,
                schema,
                icon,
                details);
    }

    /** {@return whether the palette offers it} */
    public boolean enabled() {
        return !status.equals("ignored");
    }
}
