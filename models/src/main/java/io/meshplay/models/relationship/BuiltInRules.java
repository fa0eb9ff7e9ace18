package io.meshplay.models.relationship;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The rules that ship with the engine: the references of Kubernetes objects, in the format of the registry. */
public final class BuiltInRules {
    private static final List<String> FILES = List.of("kubernetes.json");
    private static final List<RelationshipDefinition> DEFINITIONS = load();

    private static final int DEPTH_MAX = 32;

    private BuiltInRules() {}

    /** {@return the definitions, in their order} */
    public static List<RelationshipDefinition> definitions() {
        return DEFINITIONS;
    }

    private static List<RelationshipDefinition> load() {
        List<RelationshipDefinition> definitions = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream in = BuiltInRules.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException(file + " is not in the jar");
                }
                Json list = JsonReader.read(in.readAllBytes(), DEPTH_MAX, (path, what) -> {
                    throw new IllegalStateException(file + path + " " + what);
                });
                for (Json tree : RelationshipReader.items(list)) {
                    definitions.add(RelationshipReader.read(tree, new Origin(file, "kubernetes", true)));
                }
            } catch (IOException e) {
                throw new IllegalStateException(file + " cannot be read", e);
            }
        }
        return List.copyOf(definitions);
    }
}
