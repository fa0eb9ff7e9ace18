package io.meshplay.collab.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM of its own that runs one of the test programs, so that it can be killed. */
public final class Child implements AutoCloseable {
    /** Begins each line that a program says to its test: a logger may write between them. */
    public static final String MARK = "> ";

    private static final int ENDS_SECONDS = 30;

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts a program with arguments. */
    public static Child start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** {@return its process id} */
    public long pid() {
        return process.pid();
    }

    /** {@return the next line that the program marks as its own, without the mark; null at the end} */
    public @Nullable String line() throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(MARK)) {
            line = output.readLine();
        }
        return line == null ? null : line.substring(MARK.length());
    }

    /** Waits for a line; fails if the child ends without one. */
    public String awaitLine() throws IOException {
        String line = line();
        if (line == null) {
            throw new IllegalStateException("the child ended and said nothing");
        }
        return line;
    }

    /** {@return every line that is left} */
    public List<String> outputToItsEnd() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); line != null; line = line()) {
            lines.add(line);
        }
        return lines;
    }

    /** {@return its exit code, once it has ended} */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(ENDS_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the child still runs after " + ENDS_SECONDS + " s");
        }
        return process.exitValue();
    }

    /** SIGKILL: nothing in the child runs any more; what it printed can still be read. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
    }
}
