package io.meshplay.collab.policy;

import io.meshplay.models.builtin.BuiltInModels;
import io.meshplay.models.registry.Registry;
import io.meshplay.models.registry.RegistryLoader;
import io.meshplay.models.relationship.BuiltInRules;
import io.meshplay.models.relationship.KindsInTurn;
import io.meshplay.models.relationship.KnownKinds;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.policy.PolicyEngine;
import io.meshplay.models.relationship.policy.PolicyOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What designs are evaluated with: a registry, the built-in rules and those of the registry, and what both know of kinds. Any thread.
 *
 * @param registry models and components: what was given, or else the built-in ones
 * @param engine with all rules
 */
public record Definitions(Registry registry, PolicyEngine engine) implements AutoCloseable {
    private static final byte[] REGISTRY_FILE = "MESHREG".getBytes(StandardCharsets.US_ASCII);

    /**
     * Opens a registry. Takes long for a directory; not for an event loop.
     *
     * @param path a registry as {@link RegistryLoader} wrote it, or what it loads: a directory, archive or file of
     *     definitions; null for the built-in models
     * @throws IOException when it cannot be read
     */
    public static Definitions open(@Nullable Path path) throws IOException {
        Registry registry = registry(path);
        List<RelationshipDefinition> rules = new ArrayList<>(BuiltInRules.definitions());
        rules.addAll(registry.relationships());
        var kinds = new KindsInTurn(List.of(registry.kinds(), new KnownKinds()));
        return new Definitions(registry, new PolicyEngine(rules, kinds, PolicyOptions.DEFAULTS));
    }

    /**
     * Opens a registry alone.
     *
     * @param path as in {@link #open}
     * @throws IOException when it cannot be read
     */
    public static Registry registry(@Nullable Path path) throws IOException {
        if (path == null) {
            return BuiltInModels.open();
        }
        return Files.isRegularFile(path) && written(path)
                ? Registry.open(path)
                : new RegistryLoader().load(path).registry();
    }

    private static boolean written(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(REGISTRY_FILE.length), REGISTRY_FILE);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
