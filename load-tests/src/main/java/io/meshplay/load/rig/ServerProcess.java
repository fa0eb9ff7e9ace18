package io.meshplay.load.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The built server as a process of its own: started from the jar, watched through its output, ended by its id. A
 * server is started again on the same port and data after {@link #kill} or {@link #stop}. One thread at a time.
 */
public final class ServerProcess implements AutoCloseable {
    private static final long READY_MILLIS_MAX = 60_000;
    private static final long STOP_MILLIS_MAX = 30_000;

    private final List<String> command;
    private final int port;
    /** A rig that is interrupted leaves no server behind. */
    private final Thread undertaker = new Thread(this::end, "server-undertaker");

    private volatile Process process;
    private Output output;

    private ServerProcess(List<String> command, int port) {
        this.command = command;
        this.port = port;
        this.process = launch();
        this.output = Output.of("server-output", process.getInputStream());
        Runtime.getRuntime().addShutdownHook(undertaker);
    }

    /** A server on a free port of the loopback, with its data in {@code data}, ready when this returns. */
    public static ServerProcess start(Path data) {
        return start(data, freePort());
    }

    /** As {@link #start(Path)}, with more options for its JVM. */
    public static ServerProcess start(Path data, List<String> options) {
        var port = freePort();
        var command = command(arguments(port, data));
        command.addAll(1, options);
        return ready(command, port);
    }

    /** As {@link #start(Path)}, on that port. */
    public static ServerProcess start(Path data, int port) {
        return ready(command(arguments(port, data)), port);
    }

    /** As {@link #start(Path)}, on that port, with more arguments. */
    public static ServerProcess start(Path data, int port, List<String> arguments) {
        var command = command(arguments(port, data));
        command.addAll(arguments);
        return ready(command, port);
    }

    /** A server that is expected to say no: it is started and nothing is waited for. */
    public static ServerProcess attempt(List<String> arguments) {
        return new ServerProcess(command(arguments), -1);
    }

    /** A server inside a shell that sets bounds first, as {@code ulimit -f 2048}. */
    public static ServerProcess bounded(String bound, Path data) {
        return within(List.of("bash", "-c", bound + " && exec \"$@\"", "bash"), data);
    }

    /** A server that another command executes in its own place, so that the process stays one. */
    public static ServerProcess within(List<String> outer, Path data) {
        var port = freePort();
        var command = new ArrayList<>(outer);
        command.addAll(command(arguments(port, data)));
        return ready(command, port);
    }

    private static ServerProcess ready(List<String> command, int port) {
        var server = new ServerProcess(command, port);
        try {
            server.awaitReady();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The usual arguments of a trial. */
    public static List<String> arguments(int port, Path data) {
        return List.of("--port", Integer.toString(port), "--data", data.toString(), "--no-samples");
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("-jar", Workspace.serverJar().toString()));
        command.addAll(arguments);
        return command;
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        try {
            if (!output.await(line -> line.equals("Meshplay is ready: " + base()), READY_MILLIS_MAX)) {
                throw new IllegalStateException("the server is not ready:\n" + output.text());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Starts it again after it has ended. */
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException("the server is running");
        }
        process = launch();
        output = Output.of("server-output", process.getInputStream());
        awaitReady();
    }

    /** kill -9; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM; returns the exit code when the process is gone. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    /**
     * Lets it work for a while.
     *
     * @throws IllegalStateException when it ends by itself meanwhile
     */
    public void letRun(long millis) {
        try {
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "the server ended by itself with " + process.exitValue() + ":\n" + output());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Waits for the end of a server that ends by itself.
     *
     * @return its exit code
     */
    public int awaitExit() {
        try {
            if (!process.waitFor(STOP_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server does not end:\n" + output.text());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Everything it has written, waiting for the end of an ended process's output. */
    public String output() {
        try {
            return process.isAlive() ? output.text() : output.whole(5_000);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Sends it a signal by its number or name, as {@code STOP}. */
    public void signal(String signal) {
        try {
            var sent = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
            if (sent.waitFor() != 0) {
                throw new IllegalStateException("signal " + signal + " was not sent to " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Whether it runs. */
    public boolean running() {
        return process.isAlive();
    }

    /** The id of the process. */
    public long pid() {
        return process.pid();
    }

    /** The port it was told to listen on. */
    public int port() {
        return port;
    }

    /** Where it answers, as {@code http://127.0.0.1:8080}. */
    public String base() {
        return "http://127.0.0.1:" + port;
    }

    /** An address on it. */
    public URI uri(String path) {
        return URI.create(base() + path);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(undertaker);
    }

    private void end() {
        process.destroyForcibly();
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }
}
