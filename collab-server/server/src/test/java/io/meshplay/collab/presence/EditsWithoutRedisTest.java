package io.meshplay.collab.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.testing.LiveServer;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.RedisServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditsWithoutRedisTest {
    private static final int EDITS = 300;

    @Test
    @DisplayName("[PRES-9] a frozen or killed Redis loses and delays no edit")
    void editsGoOn(@TempDir Path directory) {
        try (var redis = new RedisServer(directory);
                var server = new LiveServer(
                        new MemoryStore.Disk(),
                        directory,
                        RoomLimits.DEFAULTS,
                        SocketLimits.DEFAULTS,
                        (vertx, registry) -> Outcome.of(PresenceBoard.connect(
                                vertx, new RedisOptions(redis.uri(), "meshplay:", Node.FAST), "a", registry)))) {
            await().until(() -> server.metric("meshplay.redis.connected") == 1);
            long healthy = slowest(server, 0);

            redis.freeze();
            long frozen = slowest(server, 1);
            redis.thaw();
            redis.kill();
            long killed = slowest(server, 2);

            assertThat(Duration.ofNanos(Math.max(frozen, killed)))
                    .as("healthy %d us, frozen %d us, killed %d us", healthy / 1_000, frozen / 1_000, killed / 1_000)
                    .isLessThan(Duration.ofMillis(200));
            String stored = new String(Outcome.of(server.rooms().project("design-one")), StandardCharsets.UTF_8);
            for (int i = 0; i < 3 * EDITS; i++) {
                assertThat(stored).contains("\"key" + i + "\":");
            }
        }
    }

    /** {@return the 95th percentile of the time until an edit is durable, in nanoseconds} */
    private static long slowest(LiveServer server, int round) {
        long[] nanos = new long[EDITS];
        for (int i = 0; i < EDITS; i++) {
            String edit = "[{\"op\":\"set\",\"path\":[\"meta\",\"key" + (round * EDITS + i) + "\"],\"value\":1}]";
            long started = System.nanoTime();
            Outcome.of(server.rooms().edit("design-one", "local", edit.getBytes(StandardCharsets.UTF_8)));
            nanos[i] = System.nanoTime() - started;
            server.board()
                    .changed(
                            "design-one",
                            java.util.List.of(
                                    new io.meshplay.crdt.AwarenessUpdate.Entry(1, i + 1, "{\"cursor\":" + i + "}")));
        }
        Arrays.sort(nanos);
        return nanos[EDITS * 95 / 100];
    }
}
