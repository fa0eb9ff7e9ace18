package io.meshplay.crdt.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the scripts of {@code src/test/node}; installs their packages when they are missing. */
final class Node {
    private static final Path FOLDER = folder(Path.of("").toAbsolutePath());

    private Node() {}

    /** In this module, or in the repository above when another module asks. */
    private static Path folder(Path from) {
        for (Path at = from; at != null; at = at.getParent()) {
            for (String inside : List.of("src/test/node", "collab-server/crdt/src/test/node")) {
                if (Files.isRegularFile(at.resolve(inside).resolve("judge.mjs"))) {
                    return at.resolve(inside);
                }
            }
        }
        throw new IllegalStateException("not inside the repository: " + from);
    }

    /** Starts a script; what it writes to standard error goes to the test's own. */
    static Process start(String script, List<String> arguments) {
        install();
        List<String> command = new ArrayList<>(List.of("node", "--stack-size=4000", script));
        command.addAll(arguments);
        return start(command);
    }

    private static synchronized void install() {
        if (Files.exists(FOLDER.resolve("node_modules/yjs/package.json"))) {
            return;
        }
        Process npm = start(List.of("npm", "ci", "--no-audit", "--no-fund"));
        try (var output = npm.getInputStream()) {
            String said = new String(output.readAllBytes(), UTF_8);
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                throw new IllegalStateException("npm ci failed in " + FOLDER + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
