package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.store.Child;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.sqlite.SqliteStore;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LogLines;
import io.meshplay.collab.testing.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms whose native thread does not come back: a job that waits for ever stands for native code that does. */
final class NativeDeadlineTest {
    private static final String DESIGN = "design-one";

    @TempDir
    private Path data = Path.of("");

    private static RoomsConfig config(
            Vertx vertx, Store store, Path data, NativeLimits limits, SimpleMeterRegistry registry) {
        return new RoomsConfig(
                vertx,
                1,
                store,
                new SoleOwner(store.fencingToken()),
                RoomLimits.DEFAULTS,
                limits,
                new RoomMetrics(registry),
                Clock.systemUTC(),
                new Random(1),
                (_, _) -> {},
                Advisor.SILENT,
                PresenceListener.none(),
                data,
                Rooms.suspects(data));
    }

    private static byte[] rename(String name) {
        return ("[{\"op\":\"set\",\"path\":[\"meta\",\"name\"],\"value\":\"" + name + "\"}]")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Never comes back. {@code latch}: until it is opened */
    private static void hang(Rooms rooms, List<byte[]> input, CountDownLatch latch) {
        var _ = rooms.worker(DESIGN).run(NativeTask.APPLY, DESIGN, input, () -> {
            latch.await();
            return true;
        });
    }

    @Test
    @DisplayName("[OPS-21] a job that takes longer than a second is seen in the metrics and in one line of the log")
    void isSeen() {
        Vertx vertx = Vertx.vertx();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Store store = Outcome.of(SqliteStore.open(vertx, data));
        CountDownLatch latch = new CountDownLatch(1);
        NativeLimits limits =
                Limits.with(NativeLimits.DEFAULTS, "look", Duration.ofMillis(20), "slowAfter", Duration.ofMillis(200));
        Rooms rooms = Outcome.of(Rooms.start(config(vertx, store, data, limits, registry)));
        try (LogLines log = new LogLines()) {
            hang(rooms, List.of(new byte[3]), latch);
            var overdue = Objects.requireNonNull(
                    registry.find("meshplay.native.overdue").gauge());
            Awaitility.await().until(() -> overdue.value() == 1);
            Future<Long> behind = rooms.edit(DESIGN, "test", rename("waits"));

            latch.countDown();

            assertThat(Outcome.of(behind)).as("what waited behind it").isPositive();
            Awaitility.await().until(() -> overdue.value() == 0);
            assertThat(log.keys("WARN"))
                    .filteredOn(keys -> keys.contains("bytes=3"))
                    .hasSize(1);
        } finally {
            latch.countDown();
            Outcome.of(rooms.drain(Duration.ZERO));
            Outcome.of(store.close());
            Outcome.of(vertx.close());
        }
    }

    @Test
    @DisplayName(
            "[OPS-22] [OPS-24] a process whose job does not come back ends with 6 and a report; what was acknowledged is there")
    void endsAndLosesNothing() throws Exception {
        try (Child child = Child.start(Hanging.class, data.toString())) {
            assertThat(child.awaitLine()).isEqualTo("acknowledged");

            assertThat(child.exitCode()).isEqualTo(6);
        }

        JsonObject report = new JsonObject(Buffer.buffer(Files.readAllBytes(only(".json"))));
        assertThat(report.getString("designId")).isEqualTo(DESIGN);
        assertThat(report.getString("task")).isEqualTo("apply");
        assertThat(report.getLong("millis")).isGreaterThanOrEqualTo(600);
        assertThat(report.getJsonArray("stack").encode()).contains("CountDownLatch.await");
        assertThat(only(".input")).hasBinaryContent(new byte[] {0, 0, 0, 3, 9, 8, 7});
        assertThat(restarted()).contains("\"name\":\"kept\"");
    }

    private Path only(String ending) throws IOException {
        try (var files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> file.toString().contains("native-overdue-"))
                    .reduce((_, two) -> {
                        throw new IllegalStateException("two of them: " + two);
                    })
                    .orElseThrow();
        }
    }

    private String restarted() {
        Vertx vertx = Vertx.vertx();
        Store store = Outcome.of(SqliteStore.open(vertx, data));
        Rooms rooms =
                Outcome.of(Rooms.start(config(vertx, store, data, NativeLimits.DEFAULTS, new SimpleMeterRegistry())));
        try {
            return new String(Outcome.of(rooms.project(DESIGN)), StandardCharsets.UTF_8);
        } finally {
            Outcome.of(rooms.drain(Duration.ZERO));
            Outcome.of(store.close());
            Outcome.of(vertx.close());
        }
    }

    /** Writes an edit, says that it is acknowledged, and hangs. */
    static final class Hanging {
        private Hanging() {}

        public static void main(String[] arguments) {
            Path data = Path.of(arguments[0]);
            Vertx vertx = Vertx.vertx();
            Store store = Outcome.of(SqliteStore.open(vertx, data));
            NativeLimits limits = Limits.with(
                    NativeLimits.DEFAULTS,
                    "look",
                    Duration.ofMillis(50),
                    "slowAfter",
                    Duration.ofMillis(200),
                    "deadline",
                    Duration.ofMillis(600));
            Rooms rooms = Outcome.of(Rooms.start(config(vertx, store, data, limits, new SimpleMeterRegistry())));
            Outcome.of(rooms.edit(DESIGN, "test", rename("kept")));
            System.out.println(Child.MARK + "acknowledged");
            hang(rooms, List.of(new byte[] {9, 8, 7}), new CountDownLatch(1));
        }
    }
}
