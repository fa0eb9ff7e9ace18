package io.meshplay.models.registry;

import io.meshplay.models.relationship.RelationshipDefinition;
import java.util.List;

/**
 * All definitions of a registry, in the order in which they are kept.
 *
 * @param models by name, then version
 * @param components by model, API version, kind, file
 * @param relationships by file
 */
record RegistryContent(
        List<ModelDefinition> models,
        List<ComponentDefinition> components,
        List<RelationshipDefinition> relationships) {
    RegistryContent {
        models = List.copyOf(models);
        components = List.copyOf(components);
        relationships = List.copyOf(relationships);
    }
}
