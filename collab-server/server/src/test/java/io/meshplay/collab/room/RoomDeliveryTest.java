package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who hears what, when, and how much of it: fan-out, presence, slow consumers, joins, order. */
final class RoomDeliveryTest extends LiveFixture {
    private final Replica mona = replica(1_001);
    private final Replica akira = replica(2_002);

    private static List<WireClient.Heard> content(WireClient client) {
        return client.heard().stream()
                .filter(heard -> heard.kind().equals("update") || heard.kind().equals("step2"))
                .toList();
    }

    @Test
    @DisplayName(
            "[ROOM-13] who does not read costs bounded memory, delays nobody, and is resynced in place when it reads")
    void resyncsSlowConsumers() {
        start(Limits.room("outboundBytesMax", 64 << 10, "upkeepInterval", Duration.ofMillis(20)));
        WireClient writer = joined("");
        WireClient slow = synced();
        WireClient quick = synced();
        slow.sync(0, new byte[] {0});
        slow.await("step2");
        slow.pause(true);

        String filler = "x".repeat(100_000);
        for (int i = 0; i < 200; i++) {
            assertThat(writer.acknowledged(mona.set("meta", "k" + i % 10, filler + i)))
                    .isTrue();
        }
        awaitMetric("meshplay.sessions.lagging", 1);
        Awaitility.await().until(() -> quick.heard("update").size() == 200);
        slow.pause(false);

        awaitMetric("meshplay.sessions.lagging", 0);
        assertThat(writer.acknowledged(mona.set("meta", "last", 1))).isTrue();
        Replica copy = replica(3_003);
        Awaitility.await().until(() -> {
            content(slow).forEach(heard -> copy.apply(heard.bytes()));
            return copy.root("meta").equals(mona.root("meta"));
        });
        assertThat(server().metric("meshplay.resyncs")).isPositive();
        assertThat(slow.heard("update").size()).isLessThan(200);
        assertThat(slow.open()).isTrue();
    }

    @Test
    @DisplayName("[ROOM-13] [WIRE-25] who lags for laggingMax is closed with 1013")
    void closesHopelessConsumers() {
        start(Limits.room(
                "outboundBytesMax", 64 << 10,
                "laggingMax", Duration.ofMillis(300),
                "upkeepInterval", Duration.ofMillis(20)));
        WireClient writer = joined("");
        WireClient slow = synced();
        slow.pause(true);

        String filler = "x".repeat(100_000);
        for (int i = 0; i < 300 && server().metric("meshplay.sessions") == 2; i++) {
            assertThat(writer.acknowledged(mona.set("meta", "k", filler + i))).isTrue();
        }

        awaitMetric("meshplay.sessions", 1);
        awaitMetric("meshplay.sessions.lagging", 0);
        slow.pause(false);
        assertThat(slow.awaitClose()).isEqualTo(1013);
    }

    @Test
    @DisplayName("[ROOM-12] a silent session hears its own presence, or an empty one, within keepAlive")
    void keepsSessionsAlive() {
        start(Limits.room("keepAlive", Duration.ofMillis(100), "upkeepInterval", Duration.ofMillis(20)));
        WireClient without = synced();
        WireClient with = joined("");
        with.awareness(1_001, 1, "{\"name\":\"Mona\"}");

        Awaitility.await()
                .until(() -> without.heard("awareness").stream().anyMatch(heard -> heard.bytes().length == 1));
        Awaitility.await()
                .until(() -> with.heard("awareness").stream()
                                .filter(heard -> says(heard, "Mona"))
                                .count()
                        >= 3);
    }

    @Test
    @DisplayName("[ROOM-11] many awareness messages of one presenceInterval are told as few, and the newest state wins")
    void coalescesPresence() {
        start(Limits.room("presenceInterval", Duration.ofMillis(400)));
        WireClient mover = joined("");
        WireClient watcher = synced();

        for (int i = 1; i <= 100; i++) {
            mover.awareness(1_001, i, "{\"x\":" + i + "}");
        }

        watcher.await(heard -> says(heard, "{\"x\":100}"));
        assertThat(watcher.heard("awareness").size()).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("[ROOM-11] a client that comes back under its id before the old socket is gone speaks for it at once")
    void takesOverPresence() {
        start(RoomLimits.DEFAULTS);
        WireClient old = joined("");
        WireClient watcher = synced();
        old.awareness(1_001, 1, "{\"at\":\"old\"}");
        watcher.await(heard -> says(heard, "old"));
        WireClient back = joined("");

        back.awareness(1_001, 2, "{\"at\":\"new\"}");
        watcher.await(heard -> says(heard, "new"));
        old.close();
        awaitMetric("meshplay.sessions", 2);
        watcher.queryAwareness();

        Awaitility.await().until(() -> says(watcher.heard("awareness").getLast(), "new"));
        assertThat(watcher.heard("awareness")).noneMatch(heard -> says(heard, "null"));
    }

    @Test
    @DisplayName("[ROOM-11] an echo of another's presence binds nobody")
    void ignoresEchoes() {
        start(RoomLimits.DEFAULTS);
        WireClient speaker = joined("");
        WireClient echo = synced();
        WireClient watcher = synced();
        speaker.awareness(1_001, 1, "{\"name\":\"Mona\"}");
        echo.await(heard -> says(heard, "Mona"));

        echo.awareness(1_001, 1, "{\"name\":\"Mona\"}");
        echo.awareness(2_002, 1, "{\"name\":\"Akira\"}");
        watcher.await(heard -> says(heard, "Akira"));
        echo.close();

        watcher.await(heard -> says(heard, "null"));
        watcher.queryAwareness();
        Awaitility.await().until(() -> says(watcher.heard("awareness").getLast(), "Mona"));
        assertThat(says(watcher.heard("awareness").getLast(), "Akira")).isFalse();
    }

    @Test
    @DisplayName("[ROOM-14] fifty equal joins at one sequence cost one encoding")
    void encodesJoinsOnce() {
        start(RoomLimits.DEFAULTS);
        WireClient writer = joined("");
        assertThat(writer.acknowledged(mona.set("meta", "name", "shop"))).isTrue();
        List<WireClient> crowd = java.util.stream.IntStream.range(0, 50)
                .mapToObj(_ -> server().sync(DESIGN, ""))
                .toList();

        crowd.forEach(client -> client.sync(0, new byte[] {0}));

        crowd.forEach(client -> client.await("step2"));
        assertThat(server().metric("meshplay.join.encodings")).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "[ROOM-3] [ROOM-4] what became durable together is one update for a bystander, and no echo for a writer")
    void mergesTurns() {
        start(RoomLimits.DEFAULTS);
        WireClient one = joined("");
        WireClient two = joined("");
        WireClient bystander = synced();
        assertThat(one.acknowledged(mona.set("meta", "a0", 0))).isTrue();
        bystander.await("update");
        server().store().holdAnswers();
        one.update(mona.set("meta", "a1", 1));
        Awaitility.await().until(() -> disk.entryCount(DESIGN) == 3);
        two.update(akira.set("meta", "b1", 1));
        one.update(mona.set("meta", "a2", 2));
        two.update(akira.set("meta", "b2", 2));
        one.queryAwareness();
        two.queryAwareness();
        one.await("awareness");
        two.await("awareness");

        server().store().release();

        Awaitility.await()
                .until(() ->
                        two.heard("status").size() == 2 && one.heard("status").size() == 3);
        Awaitility.await().until(() -> bystander.heard("update").size() == 3);
        Replica copy = replica(3_003);
        bystander.heard("update").forEach(heard -> copy.apply(heard.bytes()));
        assertThat(copy.root("meta").fieldNames()).containsExactlyInAnyOrder("a0", "a1", "a2", "b1", "b2");
        Replica heardByOne = replica(4_004);
        one.heard("update").forEach(heard -> heardByOne.apply(heard.bytes()));
        assertThat(heardByOne.root("meta").fieldNames()).containsExactlyInAnyOrder("b1", "b2");
        assertThat(disk.entryCount(DESIGN)).isEqualTo(6);
    }

    @Test
    @DisplayName("[ROOM-5] a hot room gathers until its window ends; acknowledgements do not wait for it")
    void gathersWhenHot() {
        start(Limits.room("fanOutBurst", 1, "fanOutWindowMax", Duration.ofSeconds(1)));
        WireClient writer = joined("");
        WireClient reader = synced();
        assertThat(writer.acknowledged(mona.set("meta", "k", 0))).isTrue();
        reader.await("update");

        for (int i = 1; i <= 10; i++) {
            assertThat(writer.acknowledged(mona.set("meta", "k" + i, i))).isTrue();
        }

        Replica copy = replica(3_003);
        Awaitility.await().until(() -> {
            reader.heard("update").forEach(heard -> copy.apply(heard.bytes()));
            return copy.root("meta").size() == 11;
        });
        assertThat(reader.heard("update").size()).isLessThanOrEqualTo(4);
    }

    private static byte[] manyStructs(Replica replica, int count) {
        JsonArray operations = new JsonArray();
        for (int i = 0; i < count; i++) {
            operations.add(new JsonObject()
                    .put("op", "create")
                    .put("path", new JsonArray().add("components").add("c" + i))
                    .put("type", "map")
                    .put("entries", new JsonObject().put("name", "n" + i)));
        }
        return replica.edit(operations);
    }

    @Test
    @DisplayName("[ROOM-7] [ROOM-1] a large update is taken off the loop; what its session says next waits for it")
    void takesLargeUpdatesOffTheLoop() {
        start(RoomLimits.DEFAULTS);
        WireClient writer = joined("");
        WireClient other = joined("");
        byte[] structs = manyStructs(mona, 2_000);
        byte[] next = mona.set("meta", "after", 1);
        byte[] bytes = akira.set("meta", "long", "x".repeat(200_000));

        other.update(bytes);
        writer.update(structs);
        writer.update(next);
        writer.close();

        assertThat(other.await("status").number()).isEqualTo(1);
        Awaitility.await().until(() -> stored("meta").containsKey("after"));
        assertThat(stored("components").size()).isEqualTo(2_000);
        assertThat(server().metric("meshplay.refusals", "code", "gap")).isZero();
    }

    @Test
    @DisplayName("[ROOM-7] gaps of many sessions that close at once are taken one after the other, large and small")
    void retriesLargeGapsInTurn() {
        start(RoomLimits.DEFAULTS);
        Replica carla = replica(3_003);
        WireClient first = joined("");
        WireClient second = joined("");
        WireClient third = joined("");
        byte[] base = mona.set("meta", "base", 1);
        akira.apply(base);
        carla.apply(base);
        manyStructs(akira, 1_000);
        first.update(akira.set("meta", "base", "x".repeat(100_000)));
        first.await("step1");
        byte[] small = carla.set("meta", "base", "c");
        second.update(small);
        second.await("step1");

        third.update(base);
        third.sync(1, base);
        first.sync(1, akira.state());
        Awaitility.await().until(() -> first.heard("status").size() == 1);
        Awaitility.await().until(() -> second.heard("status").size() == 1);

        assertThat(first.heard("status").getFirst().number()).isEqualTo(1);
        assertThat(second.heard("status").getFirst().number()).isEqualTo(1);
        assertThat(stored("components").size()).isEqualTo(1_000);
    }

    @Test
    @DisplayName("[WIRE-20] the answer to a question about a gap has no status of its own")
    void countsNoAnswersToGaps() {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("").answering(mona);
        mona.set("meta", "first", 1);

        client.update(mona.set("meta", "second", 2));
        client.await("status");
        client.queryAwareness();
        client.await("awareness");

        assertThat(client.heard("status")).hasSize(1);
    }

    @Test
    @DisplayName(
            "[ROOM-9] a relay is taken while the owner is away, under the relayer's name; the owner stays the owner")
    void takesRelays() {
        start(RoomLimits.DEFAULTS);
        server().grant("a", new Grant("link:a", Role.EDITOR, null));
        WireClient owner = joined("a");
        owner.awareness(1_001, 1, "{}");
        assertThat(owner.acknowledged(mona.set("meta", "name", "mine"))).isTrue();
        owner.close();
        awaitMetric("meshplay.sessions", 0);
        WireClient relayer = joined("");
        relayer.awareness(2_002, 1, "{}");
        assertThat(relayer.acknowledged(mona.set("meta", "relayed", 1))).isTrue();
        assertThat(disk.actors(DESIGN)).containsExactly("server", "link:a", "local");

        restart(RoomLimits.DEFAULTS);
        server().grant("a", new Grant("link:a", Role.EDITOR, null));
        WireClient back = joined("a").answering(mona);
        WireClient again = joined("");
        again.update(mona.set("meta", "while here", 1));

        // the owner is asked, and what it brings closes the gap
        back.await("step1");
        assertThat(again.await("status").number()).isEqualTo(1);
        assertThat(disk.actors(DESIGN)).contains("link:a");
    }

    @Test
    @DisplayName("[ROOM-9] an id that a live session only declares in its awareness is asked for, not hijacked")
    void guardsDeclaredIds() {
        start(RoomLimits.DEFAULTS);
        server().grant("a", new Grant("link:a", Role.EDITOR, null));
        WireClient declared = joined("");
        declared.awareness(1_001, 1, "{}");
        WireClient thief = joined("a");
        thief.await(heard -> heard.kind().equals("awareness"));

        thief.update(mona.set("meta", "name", "stolen"));

        declared.await("step1");
        declared.sync(1, new byte[] {0, 0});
        assertThat(thief.await("status").number()).isZero();
        assertThat(stored("meta").containsKey("name")).isFalse();
    }

    @Test
    @DisplayName("[ROOM-9] an update that waits for its owner is taken once the owner has left")
    void takesRelaysOnceTheOwnerLeft() {
        start(Limits.room("upkeepInterval", Duration.ofMillis(20)));
        server().grant("a", new Grant("link:a", Role.EDITOR, null));
        WireClient owner = joined("");
        owner.awareness(1_001, 1, "{}");
        assertThat(owner.acknowledged(mona.set("meta", "name", "mine"))).isTrue();
        WireClient relayer = joined("a");
        relayer.update(mona.set("meta", "relayed", 1));
        owner.await("step1");

        owner.close();

        assertThat(relayer.await("status").number()).isEqualTo(1);
    }
}
