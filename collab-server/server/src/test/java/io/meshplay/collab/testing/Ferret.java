package io.meshplay.collab.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A FerretDB: a real server of the MongoDB wire protocol, over SQLite files that it flushes at each commit. Its binary comes
 * from infra/testcluster/ferretdb, built when it is first needed. One that is killed can be started again on its files.
 */
public final class Ferret implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(30);

    private final Path directory;
    private final int port;
    private @Nullable Process process;

    private Ferret(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    private static final class Shared {
        private static final Ferret FERRET = start();
    }

    /** {@return the one that all tests of this JVM share; it ends with the JVM} */
    public static Ferret shared() {
        return Shared.FERRET;
    }

    /** Starts one with files of its own. */
    public static Ferret start() {
        try {
            Path directory = Files.createTempDirectory("meshplay-ferretdb");
            int port;
            try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = probe.getLocalPort();
            }
            Ferret ferret = new Ferret(directory, port);
            Runtime.getRuntime().addShutdownHook(new Thread(ferret::close));
            ferret.restart();
            return ferret;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it on its files, at its port. */
    public void restart() {
        try {
            process = new ProcessBuilder(binary(), "127.0.0.1:" + port, directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("FerretDB listens")
                .atMost(START_MAX)
                .pollInterval(Duration.ofMillis(10))
                .until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static String binary() throws IOException {
        Path script = Path.of("..", "..", "infra", "testcluster", "ferretdb", "build.sh");
        Process build = new ProcessBuilder(script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = build.inputReader()) {
            String path = output.readLine();
            if (path == null || !new File(path).canExecute()) {
                throw new IOException(script + " built no FerretDB: is Go installed? ./meshplay doctor says so");
            }
            return path;
        }
    }

    /** {@return the address of one of its databases} */
    public String address(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database + "?meshplay.standalone=true";
    }

    /** {@return where it listens} */
    public int port() {
        return port;
    }

    /** SIGKILL: it ends at this moment. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly().onExit().join();
        }
    }

    /** Stops it in its tracks, with its sockets open. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("FerretDB does not run");
        }
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid()))
                    .inheritIO()
                    .start()
                    .onExit()
                    .join()
                    .exitValue();
            if (status != 0) {
                throw new IllegalStateException("kill ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException _) {
            // Closed twice, or a file of a killed server that the system still holds: the system's temporary files.
        }
    }
}
