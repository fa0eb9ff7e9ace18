package io.meshplay.models.schema;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds fields that a schema does not know. Schemas do not forbid them: a cluster drops them and says nothing. */
final class UnknownFields {
    /** What every object of Kubernetes has, whatever its schema says. */
    private static final Set<String> ROOT = Set.of("apiVersion", "kind", "metadata", "status");

    private final Consumer<Problem> problems;

    UnknownFields(Consumer<Problem> problems) {
        this.problems = problems;
    }

    void check(Json value, Json.Fields schema) {
        check(value, Node.of(schema), "");
    }

    private void check(Json value, Node node, String pointer) {
        switch (value) {
            case Json.Fields(Map<String, Json> fields) ->
                fields.forEach((key, inner) -> {
                    Node child = node.child(key);
                    if (child != null) {
                        check(inner, child, Pointer.child(pointer, key));
                    } else if (!node.open() && !(pointer.isEmpty() && ROOT.contains(key)) && knowsFields(node)) {
                        problems.accept(problem(key, inner, node, Pointer.child(pointer, key)));
                    }
                });
            case Json.Items(List<Json> items) -> {
                Node child = node.child("*");
                for (int i = 0; child != null && i < items.size(); i++) {
                    check(items.get(i), child, Pointer.child(pointer, i));
                }
            }
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> {}
        }
    }

    private static boolean knowsFields(Node node) {
        return node.has("properties");
    }

    private static Problem problem(String key, Json value, Node node, String pointer) {
        String near = near(key, new ArrayList<>(SchemaWalker.names(node)));
        String message = "No field \"" + Sentences.cut(key) + "\" is known here"
                + (near == null ? "." : "; did you mean \"" + near + "\"?");
        return new Problem(pointer, message, Sentences.shown(value), Problem.UNKNOWN_FIELD);
    }

    private static @Nullable String near(String key, List<String> names) {
        String best = null;
        int distance = key.length() > 5 ? 3 : 2;
        for (String name : names) {
            int apart = EditDistance.between(key, name, distance);
            if (apart < distance) {
                best = name;
                distance = apart;
            }
        }
        return best;
    }
}
