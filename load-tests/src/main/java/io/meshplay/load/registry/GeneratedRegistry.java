package io.meshplay.load.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A registry as large as is asked for: real files again and again, each time as another model with schemas of its own. */
record GeneratedRegistry(Path from, Path to) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes it.
     *
     * @return how many bytes it has
     */
    long write(int components) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        long bytes = 0;
        int written = 0;
        for (int round = 0; written < components; round++) {
            for (Path file : files) {
                JsonNode tree = JSON.readTree(file.toFile());
                boolean component = tree.path("component").isObject();
                if (component && written == components) {
                    continue;
                }
                written += component ? 1 : 0;
                bytes += write(file, tree, round);
            }
        }
        return bytes;
    }

    private long write(Path file, JsonNode tree, int round) throws IOException {
        Path path = from.relativize(file);
        Path target = round == 0
                ? to.resolve(path)
                : to.resolve(path.getName(0) + "-" + round).resolve(path.subpath(1, path.getNameCount()));
        Files.createDirectories(target.getParent());
        if (round > 0) {
            changed(tree, round);
        }
        byte[] content = JSON.writeValueAsBytes(tree);
        Files.write(target, content);
        return content.length;
    }

    private static void changed(JsonNode tree, int round) throws IOException {
        JsonNode model = tree.path("model").has("name") ? tree.path("model") : tree;
        if (model instanceof ObjectNode named) {
            named.put("name", named.path("name").asText().strip() + "-" + round);
        }
        if (tree.path("component") instanceof ObjectNode component) {
            component.put("kind", component.path("kind").asText() + round);
            String text = component.path("schema").asText();
            if (text.startsWith("{") && JSON.readTree(text) instanceof ObjectNode schema) {
                component.put("schema", schema.put("x-round", round).toString());
            }
        }
    }
}
