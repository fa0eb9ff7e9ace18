package io.meshplay.models.archive;

import java.io.ByteArrayInputStream;
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

    /**
     * {@return the files of an archive; archives in it are files like others}
     *
     * @throws ArchiveRefusedException when it is damaged, or anything in it is unsafe or beyond a limit
     */
    public static FileTree of(byte[] archive, ArchiveLimits limits) throws ArchiveRefusedException {
        var builder = new Builder(limits);
        ArchiveReader.readFlat("", new ByteArrayInputStream(archive), limits, builder);
        return builder.tree();
    }

    /**
     * {@return the files of a directory; what begins with a dot is not read, but what Helm is told to ignore}
     *
     * @throws ArchiveRefusedException when anything in it is a link or beyond a limit
     */
    public static FileTree of(Path directory, ArchiveLimits limits) throws IOException {
        var builder = new Builder(limits);
        try (Stream<Path> paths = Files.walk(directory)) {
            long seen = 0;
            for (Path path : (Iterable<Path>) paths::iterator) {
                seen++;
                if (seen > (long) SEEN_TO_FILES * limits.entriesMax()) {
                    throw builder.tooMany();
                }
                String name = directory
                        .relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                boolean hidden = (name.startsWith(".") || name.contains("/.")) && !name.equals(".helmignore");
                if (Files.isSymbolicLink(path) && !hidden && !name.isEmpty()) {
                    throw new ArchiveRefusedException(Why.UNSAFE, quoted(name) + " is a link, which is not followed.");
                }
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !hidden) {
                    builder.room(name, Files.size(path));
                    builder.file(name, Files.readAllBytes(path));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return builder.tree();
    }

    private static String quoted(String path) {
        return "\"" + EntryPath.shown(path) + "\"";
    }

    /** Takes files one by one. The first refusal is the answer, and nothing is kept after it. */
    private static final class Builder implements ArchiveSink {
        private final ArchiveLimits limits;
        private final SortedMap<String, byte[]> files = new TreeMap<>();
        private @Nullable ArchiveRefusedException refusal;
        private long bytes;

        Builder(ArchiveLimits limits) {
            this.limits = limits;
        }

        @Override
        public void entry(String path, byte[] content) {
            if (refusal == null) {
                try {
                    file(path, content);
                } catch (ArchiveRefusedException e) {
                    refuse(e);
                }
            }
        }

        @Override
        public void refused(String path, Why why, String reason) {
            String shown = path.isEmpty() ? reason : quoted(path) + ": " + reason;
            refuse(new ArchiveRefusedException(why, shown));
        }

        private void refuse(ArchiveRefusedException e) {
            files.clear();
            refusal = refusal == null ? e : refusal;
        }

        void file(String path, byte[] content) throws ArchiveRefusedException {
            String wrong = EntryPath.refusal(path, limits);
            if (wrong != null) {
                throw new ArchiveRefusedException(Why.UNSAFE, quoted(path) + ": " + wrong);
            }
            room(path, content.length);
            if (files.size() >= limits.entriesMax()) {
                throw tooMany();
            }
            files.put(path, content);
            bytes += content.length;
        }

        /** Refuses a file that is too large, before it is read. */
        void room(String path, long size) throws ArchiveRefusedException {
            if (size > limits.entryBytesMax()) {
                throw new ArchiveRefusedException(
                        Why.TOO_LARGE, quoted(path) + " has more than " + limits.entryBytesMax() + " bytes.");
            }
            if (size > limits.bytesMax() - bytes) {
                throw new ArchiveRefusedException(
                        Why.TOO_LARGE, "The files have more than " + limits.bytesMax() + " bytes together.");
            }
        }

        ArchiveRefusedException tooMany() {
            return new ArchiveRefusedException(Why.TOO_LARGE, "There are more than " + limits.entriesMax() + " files.");
        }

        FileTree tree() throws ArchiveRefusedException {
            if (refusal != null) {
                throw refusal;
            }
            for (String path : files.keySet()) {
                String around = directory(path);
                while (!around.isEmpty()) {
                    if (files.containsKey(around)) {
                        throw new ArchiveRefusedException(Why.UNSAFE, quoted(around) + " is a file and a directory.");
                    }
                    around = directory(around);
                }
            }
            return new FileTree(files);
        }
    }
}
