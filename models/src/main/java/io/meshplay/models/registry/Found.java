package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.RelationshipDefinition;

/** What one file turned out to hold. */
sealed interface Found {
    /** {@return the file that it came from} */
    String source();

    /**
     * A model.
     *
     * @param model its definition
     */
    record Model(ModelDefinition model) implements Found {
        @Override
        public String source() {
            return model.source();
        }
    }

    /**
     * A Helm chart, which is a model when it defines anything.
     *
     * @param model its definition
     */
    record Chart(ModelDefinition model) implements Found {
        @Override
        public String source() {
            return model.source();
        }
    }

    /**
     * A component.
     *
     * @param component its definition
     * @param model what its file says of its model, in case that has no file of its own
     * @param guessed whether its file says nothing of a model
     */
    record Component(ComponentDefinition component, ModelDefinition model, boolean guessed) implements Found {
        @Override
        public String source() {
            return component.source();
        }
    }

    /**
     * A relationship.
     *
     * @param definition its definition
     * @param tree the file, to be kept
     */
    record Relationship(RelationshipDefinition definition, Json tree) implements Found {
        @Override
        public String source() {
            return definition.origin().source();
        }
    }
}
