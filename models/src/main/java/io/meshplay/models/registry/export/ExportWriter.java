package io.meshplay.models.registry.export;

import io.meshplay.models.archive.OciWriter;
import io.meshplay.models.registry.export.ModelExport.Exported;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes exports. They appear when they are complete. Nothing that is there is ever changed: the very same export is left as it
 * is, anything else is refused.
 */
public final class ExportWriter {
    private ExportWriter() {}

    /** What an export is written as. */
    public enum Target {
        /** Files below a directory, which may hold other models and other versions. */
        DIRECTORY,
        /** A tar of an OCI layout, with one layer. */
        OCI;

        /** {@return its name in interfaces} */
        public String label() {
            return this == DIRECTORY ? "directory" : "oci";
        }
    }

    /**
     * Writes an export.
     *
     * @param out the directory, or the tar
     * @throws ExportRefusedException when something else is there
     * @throws IOException when the disk fails
     */
    public static void write(Exported exported, Target target, Path out) throws ExportRefusedException, IOException {
        switch (target) {
            case DIRECTORY -> directory(exported, out);
            case OCI -> oci(exported, out);
        }
    }

    /** {@return an export as a tar of an OCI layout} */
    public static byte[] oci(Exported exported) {
        return OciWriter.content(exported.model().name(), exported.model().version(), exported.files());
    }

    private static void oci(Exported exported, Path out) throws ExportRefusedException, IOException {
        byte[] tar = oci(exported);
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            boolean same = Files.isRegularFile(out) && Files.size(out) == tar.length && equal(out, tar);
            if (!same) {
                throw other(out);
            }
            return;
        }
        Path part = Files.createTempFile(parent(out), ".meshplay-export-", ".part");
        try {
            Files.write(part, tar);
            publish(part, out);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void directory(Exported exported, Path out) throws ExportRefusedException, IOException {
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(out)) {
            throw new ExportRefusedException(out + " is there and is no directory. Choose another place.");
        }
        Path target = out.resolve(exported.root());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            if (!same(exported, out, target)) {
                throw other(target);
            }
            return;
        }
        Files.createDirectories(parent(target));
        Path part = Files.createTempDirectory(out, ".meshplay-export-");
        try {
            for (Map.Entry<String, byte[]> file : exported.files().entrySet()) {
                Path path = part.resolve(file.getKey());
                Files.createDirectories(parent(path));
                Files.write(path, file.getValue());
            }
            publish(part.resolve(exported.root()), target);
        } finally {
            remove(part);
        }
    }

    private static boolean same(Exported exported, Path out, Path target) throws IOException {
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Set<String> there = new TreeSet<>();
        try (Stream<Path> all = Files.walk(target)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    there.add(out.relativize(path)
                            .toString()
                            .replace(path.getFileSystem().getSeparator(), "/"));
                }
            }
        }
        if (!there.equals(exported.files().keySet())) {
            return false;
        }
        for (Map.Entry<String, byte[]> file : exported.files().entrySet()) {
            if (!equal(out.resolve(file.getKey()), file.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(Path file, byte[] content) throws IOException {
        return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
    }

    private static void publish(Path part, Path target) throws IOException, ExportRefusedException {
        try {
            Files.move(part, target);
        } catch (FileAlreadyExistsException e) {
            throw other(target);
        }
    }

    private static ExportRefusedException other(Path path) {
        return new ExportRefusedException(
                path + " is there and is something else. Remove it, or choose another place; nothing was written.");
    }

    private static Path parent(Path path) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        return Files.createDirectories(parent == null ? path.toAbsolutePath() : parent);
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(one);
            }
        }
    }
}
