package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.rule.Reason;
import org.jspecify.annotations.Nullable;

/** One change that an evaluation asks for. What is inferred is shown and never becomes part of the design. */
public sealed interface Action {
    /** {@return why} */
    Reason reason();

    /** {@return whether it is about an inferred relationship: such a one is shown and changes no design} */
    default boolean inferred() {
        return false;
    }

    /** {@return itself as JSON; the fields are in docs/spec/policy.md} */
    default Json.Fields json() {
        return EvaluationJson.action(this);
    }

    /**
     * A relationship that there was not.
     *
     * @param relationship the relationship
     * @param inferred whether values alone say so; else it joins the design
     * @param reason why
     */
    record AddRelationship(Relationship relationship, boolean inferred, Reason reason) implements Action {}

    /**
     * A relationship of the design whose record of what it wrote changes.
     *
     * @param relationship as it is to be
     * @param reason why
     */
    record UpdateRelationship(Relationship relationship, Reason reason) implements Action {}

    /**
     * A relationship that holds no longer.
     *
     * @param id its id
     * @param inferred whether values alone said so; else it leaves the design
     * @param reason why
     */
    record RemoveRelationship(String id, boolean inferred, Reason reason) implements Action {}

    /**
     * A field of a component's configuration.
     *
     * @param component id of the component
     * @param path JSON pointer below the configuration; items of lists by index
     * @param value what is to stand there; null when it is to be removed
     * @param reason why
     */
    record PatchComponent(
            String component, String path, @Nullable Json value, Reason reason) implements Action {}

    /**
     * A component that others name and that there is not.
     *
     * @param component the component
     * @param reason why
     */
    record AddComponent(Component component, Reason reason) implements Action {}
}
