package io.meshplay.models.registry;

import io.meshplay.models.archive.ArchiveReader;
import io.meshplay.models.archive.ArchiveSink;
import io.meshplay.models.archive.OciLayout;
import io.meshplay.models.archive.Why;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads registries from what people have: a directory, a file, a tar, tar.gz or zip, an OCI layout, and all of them inside
 * each other. Every file is hostile input; one that is not taken is listed with its reason and stops nothing.
 */
public final class RegistryLoader {
    private final RegistryLimits limits;
    private final int threads;

    /** A loader with the usual limits, on every processor. */
    public RegistryLoader() {
        this(RegistryLimits.DEFAULTS, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A loader.
     *
     * @param threads how many files are read at once; with one the registry's file is the same bytes each time
     */
    public RegistryLoader(RegistryLimits limits, int threads) {
        this.limits = limits;
        this.threads = Math.clamp(threads, 1, 8);
    }

    /**
     * What came of it.
     *
     * @param registry to be closed by whoever asked
     * @param report what was taken and what was not
     */
    public record Loaded(Registry registry, LoadReport report) implements AutoCloseable {
        @Override
        public void close() {
            registry.close();
        }
    }

    /** Hands the files of a source to a loading. */
    @FunctionalInterface
    private interface Source {
        void into(Harvest harvest) throws IOException;
    }

    /**
     * Loads into a file that lasts as long as the registry.
     *
     * @throws IOException when the source is not there, or the disk fails
     */
    public Loaded load(Path source) throws IOException {
        return temporary(of(source));
    }

    /**
     * Loads files that stand in memory, such as the OpenAPI documents that a cluster answers, into a file that lasts as long
     * as the registry.
     *
     * @param files content by path; what their names end in counts
     * @throws IOException when the disk fails
     */
    public Loaded load(SortedMap<String, byte[]> files) throws IOException {
        return temporary(harvest -> files.forEach(sink("", "", "", harvest)::entry));
    }

    /**
     * Loads into a file, which {@link Registry#open} opens later.
     *
     * @param file is written anew, and is there when it is complete
     * @throws IOException when the source is not there, or the disk fails
     */
    public Loaded load(Path source, Path file) throws IOException {
        return load(of(source), file, false);
    }

    private Loaded temporary(Source source) throws IOException {
        Path file = Files.createTempFile("meshplay-registry", ".bin");
        try {
            return load(source, file, true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private Loaded load(Source source, Path file, boolean temporary) throws IOException {
        try (var harvest = new Harvest(limits, threads, file)) {
            source.into(harvest);
            return harvest.finish(temporary);
        }
    }

    private Source of(Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new IOException("There is no " + source);
        }
        return harvest -> {
            if (Files.isDirectory(source)) {
                walk(source, source, harvest);
            } else {
                file(parent(source), source, "", harvest);
            }
        };
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private void walk(Path root, Path directory, Harvest harvest) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) throws IOException {
                if (OciLayout.at(inner)) {
                    String shown = shown(root, inner);
                    OciLayout.read(
                            inner, limits.archive(), sink(prefix(root, inner), inner.toString(), shown, harvest));
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return harvest.full() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    file(root, path, prefix(root, path), harvest);
                } else {
                    harvest.refused(shown(root, path), "It is a link or a device, not a file.");
                }
                return harvest.full() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) {
                harvest.refused(shown(root, path), "It cannot be opened: " + failure.getMessage() + ".");
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure) {
                if (failure != null) {
                    harvest.refused(shown(root, inner), "Its files cannot be listed: " + failure.getMessage() + ".");
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Reads a file; the paths in an archive are shown behind a prefix, as those in a directory are. */
    private void file(Path root, Path path, String prefix, Harvest harvest) {
        String shown = shown(root, path);
        try (var in = new BufferedInputStream(Files.newInputStream(path), ArchiveReader.SNIFF_BYTES)) {
            in.mark(ArchiveReader.SNIFF_BYTES);
            byte[] start = in.readNBytes(ArchiveReader.SNIFF_BYTES);
            if (ArchiveReader.kind(start) == ArchiveReader.Kind.NONE) {
                plain(path, shown, harvest);
                return;
            }
            in.reset();
            archive(path, shown, prefix, in, harvest);
        } catch (IOException e) {
            harvest.refused(shown, "It cannot be opened: " + e.getMessage() + ".");
        }
    }

    private void archive(Path path, String shown, String prefix, InputStream in, Harvest harvest) throws IOException {
        if (OciLayout.at(path)) {
            OciLayout.read(path, limits.archive(), sink(prefix, path.toString(), shown, harvest));
        } else {
            ArchiveReader.read(shown, in, limits.archive(), sink(prefix, shown, shown, harvest));
        }
    }

    private void plain(Path path, String shown, Harvest harvest) throws IOException {
        if (Files.size(path) > limits.fileBytesMax()) {
            harvest.refused(shown, tooLarge());
        } else {
            harvest.file(shown, () -> Files.readAllBytes(path));
        }
    }

    /** Takes what an archive holds; what it says of itself, it says by its name. */
    private ArchiveSink sink(String prefix, String name, String shown, Harvest harvest) {
        return new ArchiveSink() {
            @Override
            public void entry(String path, byte[] content) {
                if (content.length > limits.fileBytesMax()) {
                    harvest.refused(prefix + path, tooLarge());
                } else {
                    harvest.file(prefix + path, () -> content);
                }
            }

            @Override
            public void refused(String path, Why why, String reason) {
                harvest.refused(path.equals(name) ? shown : prefix + path, reason);
            }
        };
    }

    private String tooLarge() {
        return "It is larger than " + limits.fileBytesMax() + " bytes.";
    }

    private static String prefix(Path root, Path directory) {
        String shown = shown(root, directory);
        return shown.isEmpty() ? "" : shown + "/";
    }

    private static String shown(Path root, Path path) {
        return root.toAbsolutePath()
                .relativize(path.toAbsolutePath())
                .toString()
                .replace('\\', '/');
    }
}
