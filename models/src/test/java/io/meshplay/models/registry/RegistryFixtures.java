package io.meshplay.models.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files of registries: real ones where the shared fixtures are there, small ones of our own. */
public final class RegistryFixtures {
    private static final String SHARED = "shared/fixtures/meshplay-registry";

    private RegistryFixtures() {}

    /** The shared fixtures stand beside the checkout, at whatever depth that is. */
    public static Optional<Path> shared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(SHARED))) {
                return Optional.of(at.resolve(SHARED));
            }
        }
        return Optional.empty();
    }

    /** Writes a file under a directory. */
    public static void write(Path root, String path, String content) {
        try {
            Path file = root.resolve(path);
            Path parent = file.getParent();
            Files.createDirectories(parent == null ? root : parent);
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model's file of the form v1beta1. */
    public static String model(String name, String version) {
        return """
                {"schemaVersion":"models.example.org/v1beta1","version":"v1.0.0","name":"%s","displayName":"%s",
                 "status":"enabled","category":{"name":"Network"},"subCategory":"Mesh","model":{"version":"%s"},
                 "registrant":{"kind":"github"},"metadata":{"svgColor":"<svg/>","isAnnotation":false},
                 "components":null,"relationships":null}""".formatted(name, name, version);
    }

    /** A component's file of the form v1beta1. */
    public static String component(String model, String version, String apiVersion, String kind, String schema) {
        return """
                {"schemaVersion":"components.example.org/v1beta1","version":"v1.0.0","displayName":"%s","format":"JSON",
                 "component":{"kind":"%s","version":"%s","schema":"%s"},"status":"enabled",
                 "metadata":{"isNamespaced":true,"isAnnotation":false},"styles":{"shape":"circle","svgColor":"<svg/>"},
                 "capabilities":[{"kind":"action"}],
                 "model":{"name":"%s","displayName":"%s","category":{"name":"Network"},"model":{"version":"%s"}}}""".formatted(kind, kind, apiVersion, schema.replace("\"", "\\\""), model, model, version);
    }

    /** Files of a directory by their paths. */
    public static SortedMap<String, byte[]> files(Path root) {
        try (var files = Files.walk(root)) {
            SortedMap<String, byte[]> found = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths of the files of a directory, in order. */
    public static List<String> paths(Path root) {
        return List.copyOf(files(root).keySet());
    }

    /** Content of a file. */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
