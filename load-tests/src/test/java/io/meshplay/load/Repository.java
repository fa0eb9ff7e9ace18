package io.meshplay.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of the repository as a reader sees them: what is built, fetched or stored at run time is left out. */
final class Repository {
    private static final Set<String> NOT_SOURCE =
            Set.of(".git", ".idea", ".vscode", "target", "node_modules", "dist", "data", "results");

    /** The directory with the launcher in it, found from wherever the tests run. */
    static final Path ROOT = root();

    private Repository() {}

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("meshplay"))) {
            Path parent = directory.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "no directory above " + Path.of("").toAbsolutePath() + " has ./meshplay");
            }
            directory = parent;
        }
        return directory;
    }

    /** {@return the files whose names end so, in order of their paths, relative to the root} */
    static List<Path> files(String... endings) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    boolean skipped = NOT_SOURCE.contains(String.valueOf(directory.getFileName()));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    for (String ending : endings) {
                        if (file.toString().endsWith(ending)) {
                            found.add(ROOT.relativize(file));
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(null);
        return found;
    }

    static String read(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a file is a test or serves tests only. */
    static boolean isTest(Path file) {
        String path = slashed(file);
        return path.contains("/src/test/")
                || path.contains("/tests/")
                || path.contains("/e2e/")
                || path.contains(".test.")
                || path.startsWith("load-tests/");
    }

    /** {@return the path with slashes, on any system} */
    static String slashed(Path file) {
        return file.toString().replace('\\', '/');
    }
}
