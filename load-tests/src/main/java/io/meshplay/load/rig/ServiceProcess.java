package io.meshplay.load.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What servers stand on, a store or a Redis, as a process of its own on a port of the loopback. It is started again on the
 * same port and data after {@link #kill}. One thread at a time.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final long LISTEN_MILLIS_MAX = 20_000;

    private final List<String> command;
    private final int port;
    private final Path log;
    /** A rig that is interrupted leaves nothing behind. */
    private final Thread undertaker = new Thread(this::end, "service-undertaker");

    private volatile Process process;

    private ServiceProcess(List<String> command, int port, Path log) {
        this.command = List.copyOf(command);
        this.port = port;
        this.log = log;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(undertaker);
    }

    /** Starts it, listening when this returns; what it says is appended to {@code log}. */
    static ServiceProcess start(List<String> command, int port, Path log) {
        var service = new ServiceProcess(command, port, log);
        try {
            service.awaitListening();
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
        return service;
    }

    private Process launch() {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening() {
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LISTEN_MILLIS_MAX);
        try {
            while (!listens()) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IllegalStateException(command.getFirst() + " does not listen: " + Files.readString(log));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** kill -9; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Starts it again after {@link #kill}. */
    public void startAgain() {
        if (process.isAlive()) {
            throw new IllegalStateException(command.getFirst() + " is running");
        }
        process = launch();
        awaitListening();
    }

    /** Sends it a signal by its name, as {@code STOP}. */
    public void signal(String signal) {
        ServerProcess.signal(process, signal);
    }

    @Override
    public void close() {
        kill();
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
