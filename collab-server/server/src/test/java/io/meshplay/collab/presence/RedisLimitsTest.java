package io.meshplay.collab.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisCommandTimeoutException;
import io.meshplay.collab.testing.HandTurns;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of the way to Redis, at n and at n + 1, with a real Redis. */
@Timeout(60)
final class RedisLimitsTest {
    private static final String DESIGN = "design-one";
    /** Nothing but the bound that is tested ends a call. */
    private static final PresenceLimits PATIENT = Limits.with(
            PresenceLimits.DEFAULTS,
            "writeInterval",
            Duration.ofMillis(20),
            "heartbeat",
            Duration.ofMinutes(2),
            "nodeTtl",
            Duration.ofMinutes(5),
            "commandMax",
            Duration.ofSeconds(50),
            "readMax",
            Duration.ofSeconds(50),
            "hintMax",
            Duration.ofSeconds(50));

    private final Vertx vertx = Vertx.vertx();
    private final Context context = ((VertxInternal) vertx).createEventLoopContext();
    private final HandTurns turns = new HandTurns();
    private final AtomicInteger beats = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private final RedisServer redis;

    RedisLimitsTest(@TempDir Path directory) {
        redis = new RedisServer(directory);
    }

    @AfterEach
    void end() {
        Outcome.of(vertx.close());
        redis.close();
    }

    private PresenceBoard board(PresenceLimits limits) {
        return Outcome.of(PresenceBoard.connect(
                vertx, new RedisOptions(redis.uri(), "meshplay:", limits), "a", new SimpleMeterRegistry()));
    }

    // ---- the link alone ----

    private RedisLink link(PresenceLimits limits) {
        RedisLink link = new RedisLink(
                turns,
                context,
                new RedisOptions(redis.uri(), "meshplay:", limits),
                "news",
                new PresenceMetrics(new SimpleMeterRegistry()),
                new RedisLink.Host() {
                    @Override
                    public Future<?> beat() {
                        beats.incrementAndGet();
                        return failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                                ? Future.failedFuture("missed")
                                : Future.succeededFuture();
                    }

                    @Override
                    public void back() {}

                    @Override
                    public void heard(String message) {}
                });
        onLoop(link::start);
        return link;
    }

    private <T> T onLoop(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(_ -> work.get().onComplete(promise));
        return Outcome.of(promise.future());
    }

    private void pass(long nanos) {
        onLoop(() -> {
            turns.passNanos(nanos);
            return Future.succeededFuture();
        });
    }

    @Test
    @DisplayName("[PRES-9] requestsMax commands wait for an answer, for commandMax; one more fails at once")
    void boundsCommands() {
        PresenceLimits limits = Limits.with(PATIENT, "requestsMax", 64, "commandMax", Duration.ofMillis(300));
        RedisLink link = link(limits);
        redis.freeze();
        List<Future<String>> sent = new ArrayList<>();

        List<Boolean> atOnce = onLoop(() -> {
            for (int i = 0; i < limits.requestsMax() + 1; i++) {
                sent.add(link.send(commands -> commands.get("key")));
            }
            return Future.succeededFuture(sent.stream().map(Future::failed).toList());
        });

        assertThat(atOnce.subList(0, limits.requestsMax())).containsOnly(false);
        assertThat(atOnce.getLast()).isTrue();
        assertThat(sent.getLast().cause()).hasMessageContaining("too many commands");
        for (Future<String> one : sent.subList(0, limits.requestsMax())) {
            assertThatThrownBy(() -> Outcome.of(one)).isInstanceOf(RedisCommandTimeoutException.class);
        }
        redis.thaw();
        onLoop(link::close);
    }

    @Test
    @DisplayName("[PRES-9] a heartbeat comes after heartbeat, and not a nanosecond before")
    void beats() {
        RedisLink link = link(PATIENT);
        assertThat(beats).as("the start's").hasValue(1);

        pass(PATIENT.heartbeat().toNanos() - 1);
        assertThat(beats).hasValue(1);
        pass(1);

        assertThat(beats).hasValue(2);
        onLoop(link::close);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 2"})
    @DisplayName("[PRES-9] a connection is given up after missesMax heartbeats without an answer, not after one less")
    void givesUp(int more, int connections) {
        RedisLink link = link(PATIENT);
        int misses = PATIENT.missesMax() + more;
        failing.set(misses);
        long before = connectionsMade();

        for (int i = 0; i < misses + 1; i++) {
            pass(PATIENT.heartbeat().toNanos());
        }

        await("it is back").until(() -> onLoop(() -> Future.succeededFuture(link.up())));
        // each look at Redis is a connection too
        assertThat(connectionsMade() - before).isEqualTo(connections + 1);
        onLoop(link::close);
    }

    private long connectionsMade() {
        String stats = redis.ask(it -> it.info("stats"));
        return Long.parseLong(stats.replaceAll("(?s).*total_connections_received:(\\d+).*", "$1"));
    }

    // ---- the board ----

    @Test
    @DisplayName("[PRES-9] a reader waits readMax for other nodes; when it is over the answer is partial")
    void boundsAReader() {
        PresenceBoard board = board(Limits.with(PATIENT, "readMax", Duration.ofMillis(200)));
        assertThat(Outcome.of(board.on(DESIGN)).partial()).isFalse();
        redis.freeze();

        assertThat(Outcome.of(board.on(DESIGN)).partial()).isTrue();
        assertThat(Outcome.of(board.of(List.of(DESIGN))).partial()).isTrue();

        redis.thaw();
        Outcome.of(board.close());
    }

    @Test
    @DisplayName("[PRES-8] a hint is waited for hintMax; when it is over there is none")
    void boundsAHint() {
        PresenceBoard board = board(Limits.with(PATIENT, "hintMax", Duration.ofMillis(200)));
        board.hint(DESIGN, "somewhere");
        await().until(() -> Outcome.of(board.hint(DESIGN)).equals(Optional.of("somewhere")));
        redis.freeze();

        assertThat(Outcome.of(board.hint(DESIGN))).isEmpty();

        redis.thaw();
        Outcome.of(board.close());
    }

    @ParameterizedTest
    @CsvSource({"400", "500"})
    @DisplayName(
            "[PRES-3] what is written lives for nodeTtl, presenceTtl or hintTtl, as Redis counts it, and no longer")
    void boundsLives(int seconds) {
        PresenceBoard board = board(Limits.with(
                PATIENT,
                "nodeTtl",
                Duration.ofSeconds(seconds),
                "presenceTtl",
                Duration.ofSeconds(seconds + 1_000),
                "hintTtl",
                Duration.ofSeconds(seconds + 2_000)));
        board.changed(DESIGN, List.of(new io.meshplay.crdt.AwarenessUpdate.Entry(1, 1, Node.person("Ada", ""))));
        board.hint(DESIGN, "somewhere");

        lives("meshplay:node:*", seconds);
        lives("meshplay:on:*", seconds + 1_000);
        lives("meshplay:who:*", seconds + 1_000);
        lives("meshplay:route:*", seconds + 2_000);
        Outcome.of(board.close());
    }

    private void lives(String keys, long seconds) {
        await(keys).until(() -> !redis.ask(it -> it.keys(keys)).isEmpty());
        long left = redis.ask(it -> it.pttl(it.keys(keys).getFirst()));
        assertThat(left).as(keys).isBetween((seconds - 60) * 1_000, seconds * 1_000);
    }
}
