package io.meshplay.models.convert.archive;

import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files by their paths: relative, with slashes, none of them leaving the tree. The arrays are not copied. */
public final class FileTree {
    /** What is hidden, and directories, are seen and not read: so many more may be there. */
    private static final int SEEN_TO_FILES = 10;

    private final SortedMap<String, byte[]> files;

    private FileTree(SortedMap<String, byte[]> files) {
        this.files = Collections.unmodifiableSortedMap(files);
    }

    /** {@return the files by path, in order} */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** {@return the paths of the files that have one of these names, in whatever directory} */
    public List<String> named(List<String> names) {
        return files.keySet().stream()
                .filter(path -> names.contains(path.substring(path.lastIndexOf('/') + 1)))
                .toList();
    }

    /** {@return the directory of a path; empty at the top} */
    public static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** {@return the part of the tree that is in a directory, its paths from there} */
    public FileTree under(String directory) {
        if (directory.isEmpty()) {
            return this;
        }
        SortedMap<String, byte[]> under = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.startsWith(directory + "/")) {
                under.put(path.substring(directory.length() + 1), bytes);
            }
        });
        return new FileTree(under);
    }

    /** {@return the tree with other contents} */
    public FileTree mapped(BiFunction<String, byte[], byte[]> change) {
        SortedMap<String, byte[]> mapped = new TreeMap<>();
        files.forEach((path, bytes) -> mapped.put(path, change.apply(path, bytes)));
        return new FileTree(mapped);
    }

    /** Writes the files into a directory that is empty. */
    public void writeTo(Path directory) throws IOException {
        for (var file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    /** {@return the files of a directory; what begins with a dot is not read, but what Helm is told to ignore} */
    public static FileTree of(Path directory, ArchiveLimits limits) throws IOException {
        var builder = new Builder(limits);
        try (Stream<Path> paths = Files.walk(directory)) {
            int seen = 0;
            for (Path path : (Iterable<Path>) paths::iterator) {
                seen++;
                if (seen > SEEN_TO_FILES * limits.filesMax()) {
                    throw new ImportRefusedException(
                            Kind.TOO_LARGE, "The directory has more than " + limits.filesMax() + " files.");
                }
                String name = directory
                        .relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                boolean hidden = (name.startsWith(".") || name.contains("/.")) && !name.equals(".helmignore");
                if (Files.isSymbolicLink(path) && !hidden && !name.isEmpty()) {
                    throw Builder.refused(Kind.UNSAFE_ARCHIVE, name, "is a link, which is not followed");
                }
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !hidden) {
                    builder.require(Files.size(path), name);
                    builder.add(name, Files.readAllBytes(path));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return builder.tree();
    }

    /** Takes files one by one, and refuses paths that leave the tree and sizes beyond the limits. */
    static final class Builder {
        private final ArchiveLimits limits;
        private final SortedMap<String, byte[]> files = new TreeMap<>();
        private long bytes;

        Builder(ArchiveLimits limits) {
            this.limits = limits;
        }

        /** {@return how many bytes the next file may have} */
        int room() {
            return Math.toIntExact(Math.min(limits.fileBytesMax(), limits.bytesMax() - bytes));
        }

        void require(long size, String name) {
            if (size > limits.fileBytesMax()) {
                throw refused(Kind.TOO_LARGE, name, "has more than " + limits.fileBytesMax() + " bytes");
            }
            if (size > limits.bytesMax() - bytes) {
                throw new ImportRefusedException(
                        Kind.TOO_LARGE, "The archive unpacks to more than " + limits.bytesMax() + " bytes.");
            }
        }

        void add(String name, byte[] content) {
            String path = path(name);
            require(content.length, path);
            if (files.size() >= limits.filesMax()) {
                throw new ImportRefusedException(
                        Kind.TOO_LARGE, "The archive has more than " + limits.filesMax() + " files.");
            }
            if (files.putIfAbsent(path, content) != null) {
                throw refused(Kind.UNSAFE_ARCHIVE, path, "stands twice in the archive");
            }
            bytes += content.length;
        }

        FileTree tree() {
            for (String path : files.keySet()) {
                @Nullable String around = directory(path);
                while (!around.isEmpty()) {
                    if (files.containsKey(around)) {
                        throw refused(Kind.UNSAFE_ARCHIVE, around, "is a file and a directory");
                    }
                    around = directory(around);
                }
            }
            return new FileTree(files);
        }

        /** {@return the path, when it stays in the tree} */
        String path(String name) {
            String path = name;
            while (path.startsWith("./")) {
                path = path.substring(2);
            }
            boolean odd = path.isEmpty()
                    || path.length() > limits.nameCharsMax()
                    || path.startsWith("/")
                    || path.endsWith("/")
                    || path.indexOf('\\') >= 0
                    || path.indexOf(':') >= 0
                    || path.chars().anyMatch(c -> c < ' ' || c == 0x7f);
            if (odd
                    || Stream.of(path.split("/", -1))
                            .anyMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."))) {
                throw refused(Kind.UNSAFE_ARCHIVE, name, "is no path that stays in the archive");
            }
            return path;
        }

        static ImportRefusedException refused(Kind kind, String name, String what) {
            String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
            return new ImportRefusedException(kind, "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\" " + what + ".");
        }
    }
}
