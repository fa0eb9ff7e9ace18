package io.meshplay.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program to its end.
 *
 * @param code its exit code
 * @param output what it printed
 * @param errors what it said on standard error
 */
record Run(int code, String output, String errors) {
    private static final Duration MOST = Duration.ofMinutes(2);

    static Run of(String... command) {
        return of(MOST, Map.of(), List.of(command));
    }

    static Run of(Map<String, String> environment, String... command) {
        return of(MOST, environment, List.of(command));
    }

    /** Runs it in the root of the repository. Its output goes through files: a child in the background holds no pipe open. */
    static Run of(Duration most, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("meshplay-run", ".out");
            Path errors = Files.createTempFile("meshplay-run", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(Infra.ROOT.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
                builder.environment().putAll(environment);
                return new Run(end(builder.start(), most, command), read(output), read(errors));
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static int end(Process process, Duration most, List<String> command) {
        try {
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(command + " has not ended after " + most);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Both streams, for a failed assertion. */
    String said() {
        return output + errors;
    }
}
