package io.meshplay.collab.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshplay.collab.designs.DesignEvent;
import io.meshplay.collab.testing.LogLines;
import io.meshplay.collab.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedisFaultsTest {
    private static final String DESIGN = "design-one";

    @TempDir
    private Path directory = Path.of("");

    /** Two nodes, somebody on the first, and the other sees them. */
    private final class Cluster implements AutoCloseable {
        final RedisServer redis;
        final Node a;
        final Node b;
        final LogLines log;

        Cluster(String... options) {
            redis = new RedisServer(directory, options);
            a = new Node(redis.uri(), "a");
            b = new Node(redis.uri(), "b");
            a.says(DESIGN, 1, Node.person("Ada", ""));
            awaitWhole();
            log = new LogLines();
        }

        void awaitWhole() {
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                var present = b.on(DESIGN);
                return !present.partial()
                        && present.clients().size() == a.on(DESIGN).clients().size()
                        && b.of(DESIGN).designs().size() == 1;
            });
        }

        void awaitPartial() {
            await().until(() -> a.connected() == 0 && b.connected() == 0);
            assertThat(b.on(DESIGN).partial()).isTrue();
            assertThat(b.of(DESIGN).partial()).isTrue();
            assertThat(a.states(DESIGN))
                    .as("what is here is shown all the same")
                    .hasSize(1);
        }

        /** Each node said once that Redis is away and once that it is back, and nothing else was said. */
        void saidOnce() {
            await().until(() -> a.connected() == 1 && b.connected() == 1);
            assertThat(log.of("WARN")).hasSize(2).allMatch(line -> line.contains("is away"));
            assertThat(log.of("INFO")).hasSize(2).allMatch(line -> line.contains("is back"));
            assertThat(log.of("ERROR")).isEmpty();
        }

        @Override
        public void close() {
            log.close();
            a.close();
            b.close();
            redis.close();
        }
    }

    @Test
    @DisplayName("[PRES-9] a Redis that is killed and comes back empty is filled again, with what changed meanwhile")
    void killed() {
        try (var cluster = new Cluster()) {
            cluster.redis.kill();
            cluster.awaitPartial();
            cluster.a.says(DESIGN, 1, "{\"moved\":true,\"user\":{\"name\":\"Ada\"}}");
            cluster.a.board.publish(new DesignEvent.Changed(DesignEvent.Kind.DELETED, DESIGN, null, 0));
            cluster.b.heard.clear();
            cluster.redis.restart();

            cluster.awaitWhole();

            assertThat(cluster.b.states(DESIGN).get(1L)).contains("moved");
            await("what was missed is read again").until(() -> cluster.b.heard.contains(new DesignEvent.Resync()));
            cluster.saidOnce();
            assertThat(cluster.a
                            .registry
                            .get("meshplay.redis.dropped")
                            .counter()
                            .count())
                    .isPositive();
        }
    }

    @Test
    @DisplayName("[PRES-9] a Redis that is emptied or evicts is filled again")
    void flushed() {
        try (var cluster = new Cluster()) {
            cluster.redis.ask(it -> it.flushall());
            cluster.awaitWhole();

            cluster.redis.ask(it -> it.del(it.keys("meshplay:on:*").toArray(String[]::new)));
            cluster.awaitWhole();

            assertThat(cluster.log.of("WARN")).isEmpty();
        }
    }

    @Test
    @DisplayName("[PRES-9] a Redis that is frozen is given up and found again")
    void frozen() {
        try (var cluster = new Cluster()) {
            cluster.redis.freeze();
            cluster.awaitPartial();
            long started = System.nanoTime();
            cluster.b.on(DESIGN);
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(300));
            await("longer than three heartbeats")
                    .pollDelay(Duration.ofSeconds(2))
                    .until(() -> true);
            cluster.redis.thaw();

            cluster.awaitWhole();
            cluster.saidOnce();
        }
    }

    @Test
    @DisplayName("[PRES-9] a Redis that pauses its clients degrades presence and nothing else")
    void paused() {
        try (var cluster = new Cluster()) {
            cluster.redis.ask(it -> it.clientPause(1_500));
            cluster.awaitPartial();

            cluster.awaitWhole();
            cluster.saidOnce();
        }
    }

    @Test
    @DisplayName("[PRES-9] a Redis that is out of memory is away until it has some")
    void outOfMemory() {
        try (var cluster = new Cluster()) {
            cluster.redis.ask(it -> it.configSet("maxmemory", "1"));
            cluster.awaitPartial();
            assertThat(cluster.log.of("WARN")).allMatch(line -> line.contains("out of memory: give it more maxmemory"));
            cluster.redis.ask(it -> it.configSet("maxmemory", "0"));

            cluster.awaitWhole();
            cluster.saidOnce();
        }
    }

    @Test
    @DisplayName("[PRES-10] a Redis that is not there does not stop the start, and is used once it is")
    void absentAtStart() {
        var redis = new RedisServer(directory);
        redis.kill();
        try (var log = new LogLines();
                var late = new Node(redis.uri(), "late")) {
            assertThat(log.of("WARN"))
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1:" + redis.port(), "Connection refused");
            late.says(DESIGN, 3, "{\"here\":true}");
            assertThat(late.on(DESIGN).partial()).isTrue();

            redis.restart();

            try (var other = new Node(redis.uri(), "other")) {
                await().until(() -> other.states(DESIGN).equals(Map.of(3L, "{\"here\":true}")));
            }
        } finally {
            redis.close();
        }
    }

    @Test
    @DisplayName("[PRES-10] wrong credentials stop the start with a line that says what to do and holds no password")
    void wrongCredentials() {
        try (var redis = new RedisServer(directory, "--requirepass", "right-secret");
                var log = new LogLines()) {
            String place = "127.0.0.1:" + redis.port();
            for (String login : new String[] {"", ":wrong-secret@", "nobody:wrong-secret@"}) {
                assertThatThrownBy(() -> new Node("redis://" + login + place, "a"))
                        .isInstanceOf(RedisRefusedException.class)
                        .hasMessage("Redis at " + place
                                + " refuses the user or the password: correct --redis or MESHPLAY_REDIS");
            }
            try (var node = new Node("redis://:right-secret@" + place, "a")) {
                assertThat(node.connected()).isEqualTo(1);
            }
            assertThat(log.of("WARN").toString() + log.of("ERROR") + log.of("INFO"))
                    .doesNotContain("secret");
            assertThat(new RedisOptions("redis://:right-secret@" + place, "", Node.FAST).toString())
                    .doesNotContain("secret");
        }
    }

    @Test
    @DisplayName("[PRES-10] a Redis before 6.2 stops the start")
    void tooOld() throws IOException {
        try (var old = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAsVersion(old, "5.0.14"));

            assertThatThrownBy(() -> new Node("redis://127.0.0.1:" + old.getLocalPort(), "a"))
                    .isInstanceOf(RedisRefusedException.class)
                    .hasMessage("Redis at 127.0.0.1:" + old.getLocalPort() + " is version 5.0.14: use 6.2 or newer");
        }
        assertThat(RedisFailures.newEnough("6.2.0")).isTrue();
        assertThat(RedisFailures.newEnough("10.0")).isTrue();
        assertThat(RedisFailures.newEnough("6.0.16")).isFalse();
        assertThat(RedisFailures.newEnough("unstable")).isFalse();
    }

    /** Knows what a Redis 5 knows, as far as it is asked; a request is an array of bulk strings. */
    private static void answerAsVersion(ServerSocket server, String version) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket, "redis_version:" + version + "\r\n"));
            } catch (IOException _) {
                return;
            }
        }
    }

    private static void answer(Socket socket, String info) {
        try (socket) {
            var in = new java.io.BufferedReader(
                    new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int words = Integer.parseInt(line.substring(1));
                String command = "";
                for (int i = 0; i < words; i++) {
                    in.readLine();
                    String word = in.readLine();
                    command = i == 0 ? word : command;
                }
                String answer = switch (command) {
                    case "INFO" -> "$" + info.length() + "\r\n" + info + "\r\n";
                    case "CLIENT" -> "+OK\r\n";
                    case "PING" -> "+PONG\r\n";
                    default -> "-ERR unknown command `" + command + "`\r\n";
                };
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @DisplayName("[PRES-10] what is no address of a Redis stops the start")
    @ValueSource(strings = {"", "localhost", "http://user:secret@localhost", "redis://", "redis://user:secret@"})
    void noAddress(String uri) {
        assertThatThrownBy(() -> new Node(uri, "a"))
                .isInstanceOf(RedisRefusedException.class)
                .hasMessageContaining("write redis://")
                .hasMessageNotContaining("secret");
    }
}
