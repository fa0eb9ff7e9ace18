package io.meshplay.collab.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A real redis-server on a free port of the loopback, which keeps nothing on disk, and the faults it can have. */
public final class RedisServer implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final List<String> more;
    private Process process;

    /** Starts one. */
    public RedisServer(Path directory, String... more) {
        this.directory = directory;
        this.more = List.of(more);
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                "redis-server",
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir"));
        command.add(directory.toString());
        command.addAll(more);
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile())
                    .start();
            Awaitility.await("redis-server").until(this::listens);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("redis-server cannot be started: ./meshplay doctor says how to get it", e);
        }
    }

    private boolean listens() {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** {@return its address} */
    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** {@return its port} */
    public int port() {
        return port;
    }

    /** {@return what a command answers} */
    public <T> T ask(Function<RedisCommands<String, String>, T> command) {
        RedisClient client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(Duration.ofSeconds(5))
                .build());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return command.apply(connection.sync());
        } finally {
            client.shutdown(0, 1, TimeUnit.SECONDS);
        }
    }

    /** SIGKILL. */
    public void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again, on the same port, empty. */
    public void restart() {
        process = launch();
    }

    /** Stops answering without closing anything. */
    public void freeze() {
        signal("STOP");
    }

    /** Answers again. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " ends with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
