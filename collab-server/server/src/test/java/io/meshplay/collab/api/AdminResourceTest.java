package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.room.Advisor;
import io.meshplay.collab.room.Grant;
import io.meshplay.collab.room.JoinRequest;
import io.meshplay.collab.room.NativeLimits;
import io.meshplay.collab.room.Peer;
import io.meshplay.collab.room.PresenceListener;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.RoomMetrics;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoomsConfig;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.room.SoleOwner;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.wire.Framing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin routes over real rooms. */
final class AdminResourceTest {
    private static final String ROOMS = "/api/v1/admin/rooms";
    private static final String ROOM = ROOMS + "/design-one";
    private static final byte[] RENAME =
            "[{\"op\":\"set\",\"path\":[\"meta\",\"name\"],\"value\":\"A\"}]".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path scratch = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final MemoryStore.Disk disk = new MemoryStore.Disk();
    private Rooms rooms = start(disk);
    private ApiServer server = new ApiServer(new Administration(rooms, false, null, Instant.now()));

    private Rooms start(MemoryStore.Disk from) {
        MemoryStore store = new MemoryStore(vertx, from);
        return Outcome.of(Rooms.start(new RoomsConfig(
                vertx,
                2,
                store,
                new SoleOwner(store.fencingToken()),
                RoomLimits.DEFAULTS,
                NativeLimits.DEFAULTS,
                new RoomMetrics(new SimpleMeterRegistry()),
                Clock.systemUTC(),
                new Random(1),
                (_, _) -> {},
                Advisor.SILENT,
                PresenceListener.none(),
                scratch,
                List.of())));
    }

    @AfterEach
    void stop() {
        server.close();
        Outcome.of(rooms.drain(Duration.ZERO));
        Outcome.of(vertx.close());
    }

    /** A socket that swallows what it is sent and remembers how its session ended. */
    private static final class Listener implements Peer {
        private final List<SessionEnd> ends = new CopyOnWriteArrayList<>();

        @Override
        public void send(byte[] frame) {}

        @Override
        public long queuedBytes() {
            return 7;
        }

        @Override
        public void ended(SessionEnd end) {
            ends.add(end);
        }
    }

    private Listener join(String designId, String identity) {
        Listener peer = new Listener();
        var request = new JoinRequest(designId, null, new Framing.YWebsocket(), false, null, peer);
        Outcome.of(rooms.join(request, (_, _) -> Future.succeededFuture(new Grant(identity, Role.EDITOR, null))));
        return peer;
    }

    @Test
    @DisplayName("[OPS-9] rooms and sessions are listed as they are, page by page")
    void lists() {
        join("design-two", "ada");
        join("design-one", "ada");
        join("design-one", "ben");

        JsonNode page = server.get(ROOMS + "?pageSize=1").json();
        JsonNode sessions = server.get(ROOM + "/sessions").json();

        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.path("items").size()).isEqualTo(1);
        assertThat(page.at("/items/0/designId").textValue()).isEqualTo("design-one");
        assertThat(page.at("/items/0/sessions").asInt()).isEqualTo(2);
        assertThat(page.at("/items/0/queuedBytes").asInt()).isEqualTo(14);
        assertThat(sessions.at("/items/1/identity").textValue()).isEqualTo("ben");
        assertThat(sessions.at("/items/1/framing").textValue()).isEqualTo("sync");
        assertThat(server.get(ROOM).json().path("state").textValue()).isEqualTo("open");
        assertThat(server.get("/api/v1/admin/node").json().path("sessions").asInt())
                .isEqualTo(3);
        assertThat(server.get(ROOMS + "/none").problem()).isEqualTo("unknownRoom");
        assertThat(server.get(ROOMS + "?page=0").status()).isEqualTo(400);
    }

    @Test
    @DisplayName("[OPS-9] a kicked session is told to try again, and the other stays")
    void kicks() {
        Listener ada = join("design-one", "ada");
        Listener ben = join("design-one", "ben");
        String id = server.get(ROOM + "/sessions").json().at("/items/0/id").textValue();

        assertThat(server.delete(ROOM + "/sessions/" + id).status()).isEqualTo(204);

        assertThat(ada.ends).containsExactly(SessionEnd.TRY_AGAIN);
        assertThat(ben.ends).isEmpty();
        assertThat(server.delete(ROOM + "/sessions/" + id).problem()).isEqualTo("unknownSession");
        assertThat(server.get(ROOM).json().path("sessions").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("[OPS-10] flush makes a checkpoint of everything accepted")
    void flushes() {
        join("design-one", "ada");
        long sequence = Outcome.of(rooms.edit("design-one", "ada", RENAME));
        assertThat(server.get(ROOM).json().path("updatesSinceCheckpoint").asInt())
                .isPositive();

        JsonNode after = server.post(ROOM + "/flush", "{}").json();

        assertThat(disk.checkpointSequence("design-one")).isEqualTo(sequence);
        assertThat(after.path("updatesSinceCheckpoint").asInt()).isZero();
        assertThat(after.path("checkpointAgeSeconds").asDouble()).isZero();
        assertThat(server.post(ROOMS + "/none/flush", "{}").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("[OPS-10] unload makes a checkpoint, ends the sessions with try again and forgets the room")
    void unloads() {
        Listener ada = join("design-one", "ada");
        long sequence = Outcome.of(rooms.edit("design-one", "ada", RENAME));

        assertThat(server.post(ROOM + "/unload", "{}").status()).isEqualTo(204);

        assertThat(ada.ends).containsExactly(SessionEnd.TRY_AGAIN);
        assertThat(disk.checkpointSequence("design-one")).isEqualTo(sequence);
        assertThat(server.get(ROOM).status()).isEqualTo(404);
        assertThat(server.post(ROOM + "/unload", "{}").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("[OPS-10] a damaged design is not flushed")
    void leavesDamageAlone() {
        long sequence = Outcome.of(rooms.edit("design-one", "ada", RENAME));
        MemoryStore.Disk crashed = disk.copy();
        crashed.damageEntry("design-one", sequence);
        Outcome.of(rooms.drain(Duration.ZERO));
        rooms = start(crashed);
        server.close();
        server = new ApiServer(new Administration(rooms, false, null, Instant.now()));
        join("design-one", "ada");

        assertThat(server.get(ROOM).json().path("damagedAt").asLong()).isEqualTo(sequence);
        assertThat(server.post(ROOM + "/flush", "{}").problem()).isEqualTo("damagedDesign");
    }

    @ParameterizedTest
    @DisplayName("[OPS-8] only this machine's own addresses are loopback")
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "::1, true",
        "0:0:0:0:0:0:0:1%0, true",
        "::ffff:127.0.0.1, true",
        "10.0.0.1, false",
        "fe80::1, false",
        "0.0.0.0, false",
        "localhost.evil.example, false"
    })
    void knowsLoopback(String address, boolean loopback) {
        assertThat(Request.isLoopback(address)).isEqualTo(loopback);
    }

    @Test
    @DisplayName("[OPS-8] in a trusted network the admin token must be shown; without one nobody is let in")
    void asksForTheToken() {
        String token = "correct-horse-battery";
        try (var none = new ApiServer(new Administration(rooms, true, null, Instant.now()));
                var some = new ApiServer(new Administration(rooms, true, token, Instant.now()))) {
            assertThat(none.get(ROOMS).problem()).isEqualTo("adminNeedsToken");
            assertThat(some.get(ROOMS).problem()).isEqualTo("adminUnauthorised Authorization");
            assertThat(some.get(ROOMS).header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(some.get(ROOMS, "Authorization", "Bearer " + token + "x").text())
                    .contains("adminUnauthorised")
                    .doesNotContain(token);
            assertThat(some.get(ROOMS, "Authorization", "Bearer " + token).status())
                    .isEqualTo(200);
            assertThat(new Administration(rooms, true, token, Instant.now()).toString())
                    .doesNotContain(token);
        }
    }
}
