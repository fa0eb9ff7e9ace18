package io.meshplay.models.builtin;

import io.meshplay.models.archive.ArchiveLimits;
import io.meshplay.models.archive.ArchiveReader;
import io.meshplay.models.archive.ArchiveSink;
import io.meshplay.models.archive.Why;
import io.meshplay.models.builtin.Source.Ecosystem;
import io.meshplay.models.builtin.Source.Origin;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Fetches packages with the ordinary clients, compares them with their checksums, and hands out their files. */
final class Packages {
    private static final ArchiveLimits LIMITS =
            new ArchiveLimits(100_000, 32 << 20, 1L << 30, 200, 1L << 30, 1, 32, 1_024);
    private static final int WORDS_SHOWN = 300;
    private static final String SHA_512 = "sha512-";
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:copy";

    private final Path directory;
    private final Map<String, String> environment;

    /**
     * Packages, by way of a directory.
     *
     * @param directory what the clients write goes there, and may be deleted afterwards
     * @param environment of the clients, beside our own
     */
    Packages(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Fetches a package.
     *
     * @param wanted tells which of its files are handed out, by path
     * @return their contents by path
     * @throws NotMadeException when it cannot be had, or is not the one that was pinned
     */
    Map<String, byte[]> fetch(Origin origin, Predicate<String> wanted) throws IOException, NotMadeException {
        Map<String, byte[]> files = switch (origin.ecosystem()) {
            case GO -> module(origin, wanted);
            case NPM -> npm(origin, wanted);
            case MAVEN -> maven(origin, wanted);
        };
        if (files.isEmpty()) {
            throw new NotMadeException(origin + " holds none of the files that sources.json names");
        }
        return files;
    }

    private Map<String, byte[]> module(Origin origin, Predicate<String> wanted) throws IOException, NotMadeException {
        String at = origin.name() + "@" + origin.version();
        Json.Fields said = said(origin, run(origin, List.of("go", "mod", "download", "-json", at)));
        // A Go that is too old to build a module says so, and has fetched it all the same.
        if (said.text("Zip").isEmpty()) {
            throw refused(origin, said.text("Error"));
        }
        compare(origin, said.text("Sum"));
        return unzipped(Path.of(said.text("Zip")), at.length() + 1, wanted);
    }

    private static Map<String, byte[]> unzipped(Path file, int head, Predicate<String> wanted) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().collect(Collectors.toList())) {
                String path =
                        entry.getName().substring(Math.min(head, entry.getName().length()));
                if (!entry.isDirectory() && wanted.test(path)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        files.put(path, in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }

    private Map<String, byte[]> maven(Origin origin, Predicate<String> wanted) throws IOException, NotMadeException {
        String at = origin.name() + ":" + origin.version();
        run(origin, List.of("mvn", "-q", "-B", COPY, "-Dartifact=" + at, "-DoutputDirectory=" + directory));
        Path jar = directory.resolve(at.substring(at.indexOf(':') + 1).replace(':', '-') + ".jar");
        if (!Files.exists(jar)) {
            throw refused(origin, "mvn wrote no " + jar.getFileName());
        }
        compare(origin, SHA_512 + Base64.getEncoder().encodeToString(sha512(jar)));
        return unzipped(jar, 0, wanted);
    }

    private Map<String, byte[]> npm(Origin origin, Predicate<String> wanted) throws IOException, NotMadeException {
        String at = origin.name() + "@" + origin.version();
        run(origin, List.of("npm", "pack", "--loglevel=error", "--pack-destination", directory.toString(), at));
        String name = origin.name().replace("@", "").replace('/', '-') + "-" + origin.version() + ".tgz";
        Path tar = directory.resolve(name);
        if (!Files.exists(tar)) {
            throw refused(origin, "npm wrote no " + name);
        }
        compare(origin, SHA_512 + Base64.getEncoder().encodeToString(sha512(tar)));
        Map<String, byte[]> files = new TreeMap<>();
        try (var in = new BufferedInputStream(Files.newInputStream(tar))) {
            ArchiveReader.read(name, in, LIMITS, new ArchiveSink() {
                @Override
                public void entry(String path, byte[] content) {
                    String inner = path.substring(path.indexOf('/') + 1);
                    if (wanted.test(inner)) {
                        files.put(inner, content);
                    }
                }

                @Override
                public void refused(String path, Why why, String reason) {
                    throw new UncheckedIOException(new IOException(path + " of " + origin + ": " + reason));
                }
            });
        }
        return files;
    }

    private static void compare(Origin origin, String checksum) throws NotMadeException {
        if (!checksum.equals(origin.checksum())) {
            throw new NotMadeException(
                    origin + " has the checksum " + checksum + ", sources.json pins " + origin.checksum());
        }
    }

    private static byte[] sha512(Path file) throws IOException {
        try {
            return MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Json.Fields said(Origin origin, String output) throws NotMadeException {
        try {
            return JsonReader.read(output.getBytes(StandardCharsets.UTF_8), 8, (_, _) -> {})
                            instanceof Json.Fields fields
                    ? fields
                    : Json.NO_FIELDS;
        } catch (IOException e) {
            throw refused(origin, output);
        }
    }

    /** Outside any module: the versions are those of sources.json, not of a go.mod that happens to stand around. */
    private String run(Origin origin, List<String> command) throws IOException, NotMadeException {
        Path words = Files.createTempFile(directory, "words", ".txt");
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectError(words.toFile());
        builder.environment().put("GOFLAGS", "-mod=mod");
        builder.environment().put("GOWORK", "off");
        builder.environment().put("GOTOOLCHAIN", "local");
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new NotMadeException("the built-in models need the program " + command.getFirst() + ": "
                    + "./meshplay doctor says where to get it");
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = exit(process);
        String complaint = Files.readString(words);
        Files.delete(words);
        if (code != 0 && !(origin.ecosystem() == Ecosystem.GO && output.contains("\"Error\""))) {
            // Maven complains on standard output; its other stream holds warnings of the JVM.
            boolean told = origin.ecosystem() == Ecosystem.MAVEN || complaint.isBlank();
            throw refused(origin, told ? output : complaint);
        }
        return output;
    }

    private static int exit(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private static NotMadeException refused(Origin origin, String words) {
        String line = words.strip().replaceAll("\\s+", " ");
        String cut = line.length() > WORDS_SHOWN ? line.substring(0, WORDS_SHOWN) + "..." : line;
        return new NotMadeException("cannot fetch " + origin + ": " + cut
                + " (the built-in models are made once, which needs" + " the network; then they are kept)");
    }
}
