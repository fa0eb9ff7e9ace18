package io.meshplay.models.builtin;

import io.meshplay.models.registry.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Names what the models are made of: the pinned packages, the drawings, and the programs that read and write them. */
final class Fingerprint {
    private static final int LETTERS = 24;

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String of(Path sources) throws IOException {
        var fingerprint = new Fingerprint();
        fingerprint.directory(sources, "");
        for (Class<?> program : List.of(Generator.class, Registry.class)) {
            fingerprint.classes(program);
        }
        return HexFormat.of().formatHex(fingerprint.digest.digest()).substring(0, LETTERS);
    }

    /** The classes of a package, be they in a directory or in a jar. */
    private void classes(Class<?> program) throws IOException {
        Path place = place(program);
        String inner = program.getPackageName().replace('.', '/');
        if (Files.isDirectory(place)) {
            directory(place.resolve(inner), ".class");
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            directory(jar.getPath(inner), ".class");
        }
    }

    private static Path place(Class<?> program) throws IOException {
        try {
            return Path.of(
                    program.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private void directory(Path directory, String ending) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            digest.update(directory.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            try (InputStream in = Files.newInputStream(file)) {
                digest.update(in.readAllBytes());
            }
        }
    }
}
