package io.meshplay.models.relationship.rule;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.FieldPath;
import java.util.List;

/** Keeps what a Secret holds out of reasons. */
public final class Secrets {
    private static final List<String> OPEN = List.of("metadata", "type", "immutable");

    private Secrets() {}

    /** {@return the value at a path as it may be told} */
    public static Json shown(Node node, List<String> tokens, Json value) {
        boolean hidden = node.component().kind().equals("Secret")
                && tokens.getFirst().equals(FieldPath.CONFIGURATION)
                && (tokens.size() < 2 || !OPEN.contains(tokens.get(1)));
        return hidden ? Json.of("(secret)") : value;
    }
}
