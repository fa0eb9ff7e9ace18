package io.meshplay.models.registry;

import io.meshplay.models.archive.ArchiveReader;
import io.meshplay.models.archive.ArchiveSink;
import io.meshplay.models.archive.OciLayout;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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

    /**
     * Loads into a file that lasts as long as the registry.
     *
     * @throws IOException when the source is not there, or the disk fails
     */
    public Loaded load(Path source) throws IOException {
        Path file = Files.createTempFile("meshplay-registry", ".bin");
        try {
            return load(source, file, true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /**
     * Loads into a file, which {@link Registry#open} opens later.
     *
     * @param file is written anew, and is there when it is complete
     * @throws IOException when the source is not there, or the disk fails
     */
    public Loaded load(Path source, Path file) throws IOException {
        return load(source, file, false);
    }

    private Loaded load(Path source, Path file, boolean temporary) throws IOException {
        if (!Files.exists(source)) {
            throw new IOException("There is no " + source);
        }
        try (var harvest = new Harvest(limits, threads, file)) {
            Path root = Files.isDirectory(source) ? source : parent(source);
            if (Files.isDirectory(source)) {
                walk(root, source, harvest);
            } else {
                file(root, source, harvest);
            }
            return harvest.finish(temporary);
        }
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
                    OciLayout.read(inner, limits.archive(), sink(prefix(root, inner), harvest));
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return harvest.full() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    file(root, path, harvest);
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

    private void file(Path root, Path path, Harvest harvest) {
        String shown = shown(root, path);
        try (var in = new BufferedInputStream(Files.newInputStream(path), ArchiveReader.SNIFF_BYTES)) {
            in.mark(ArchiveReader.SNIFF_BYTES);
            byte[] start = in.readNBytes(ArchiveReader.SNIFF_BYTES);
            if (ArchiveReader.kind(start) == ArchiveReader.Kind.NONE) {
                plain(path, shown, harvest);
                return;
            }
            in.reset();
            archive(path, shown, in, harvest);
        } catch (IOException e) {
            harvest.refused(shown, "It cannot be opened: " + e.getMessage() + ".");
        }
    }

    private void archive(Path path, String shown, InputStream in, Harvest harvest) throws IOException {
        if (OciLayout.at(path)) {
            OciLayout.read(path, limits.archive(), sink("", harvest));
        } else {
            ArchiveReader.read(shown, in, limits.archive(), sink("", harvest));
        }
    }

    private void plain(Path path, String shown, Harvest harvest) throws IOException {
        if (Files.size(path) > limits.fileBytesMax()) {
            harvest.refused(shown, tooLarge());
        } else {
            harvest.file(shown, () -> Files.readAllBytes(path));
        }
    }

    private ArchiveSink sink(String prefix, Harvest harvest) {
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
            public void refused(String path, String reason) {
                harvest.refused(prefix + path, reason);
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
