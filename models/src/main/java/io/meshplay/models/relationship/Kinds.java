package io.meshplay.models.relationship;

import io.meshplay.models.design.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine asks of a registry about kinds. Answers do not change while an engine lives. */
public interface Kinds {
    /** Whether objects of a kind stand in a namespace. */
    enum Scope {
        /** They do. */
        NAMESPACED,
        /** They belong to the whole cluster, or are no objects of a cluster at all. */
        CLUSTER,
        /** Nobody knows the kind. */
        UNKNOWN
    }

    /** Whether a schema has a field. */
    enum Presence {
        /** It has. */
        PRESENT,
        /** It has not, and takes no other fields there. */
        ABSENT,
        /** There is no schema, or it takes anything there. */
        UNKNOWN
    }

    /**
     * A kind, as a component names it.
     *
     * @param model name of its model; may be empty
     * @param version version of its API, such as {@code apps/v1}; empty for any
     * @param kind the kind
     */
    record Kind(String model, String version, String kind) {}

    /** {@return whether objects of the kind stand in a namespace} */
    Scope scope(Kind kind);

    /** {@return whether a component may be of the model: it says so, or the model has its kind and API} */
    boolean belongs(Kind kind, String model);

    /** {@return whether the kind's schema has the field; {@code *} is any item of a list} */
    Presence presence(Kind kind, List<String> keys);

    /** {@return the default that the schema gives a field; null when it gives none} */
    @Nullable Json defaultValue(Kind kind, List<String> keys);
}
