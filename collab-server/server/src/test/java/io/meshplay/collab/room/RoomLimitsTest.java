package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.SilentPeer;
import io.meshplay.collab.testing.WireClient;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.ServerMessage;
import io.meshplay.collab.wire.WebSocketFrame;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.AwarenessUpdate;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of a room that are seen from within or by its metrics, at n and at n + 1. */
final class RoomLimitsTest extends LiveFixture {
    private final Replica mona = replica(1_001);
    private final Replica akira = replica(2_002);

    private static byte[] sized(Replica replica, String key, int bytes) {
        return RoomBoundsTest.sized(replica, key, bytes);
    }

    /** Sets so many keys of a root: one struct each. */
    private static byte[] structs(Replica replica, int count) {
        JsonArray operations = new JsonArray();
        for (int i = 0; i < count; i++) {
            operations.add(new JsonObject()
                    .put("op", "set")
                    .put("path", new JsonArray().add("meta").add("k" + i))
                    .put("value", i));
        }
        return replica.edit(operations);
    }

    private double offLoop() {
        return server().metric("meshplay.updates.off.loop");
    }

    @Test
    @DisplayName("[ROOM-7] an update of onLoopBytesMax bytes is decided on the loop, one byte more is not")
    void limitsBytesOnTheLoop() {
        start(Limits.room("onLoopBytesMax", 1_000));
        WireClient client = joined("");

        assertThat(client.acknowledged(sized(mona, "a", 1_000))).isTrue();
        assertThat(offLoop()).isZero();
        assertThat(client.acknowledged(sized(akira, "b", 1_001))).isTrue();

        assertThat(offLoop()).isEqualTo(1);
    }

    @Test
    @DisplayName("[ROOM-7] an update of onLoopStructsMax structs is decided on the loop, one struct more is not")
    void limitsStructsOnTheLoop() {
        start(Limits.room("onLoopStructsMax", 20));
        WireClient client = joined("");

        assertThat(client.acknowledged(structs(mona, 20))).isTrue();
        assertThat(offLoop()).isZero();
        assertThat(client.acknowledged(structs(akira, 21))).isTrue();

        assertThat(offLoop()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    @DisplayName(
            "[ROOM-7] an update that costs onLoopStepsMax steps is decided on the loop, one that costs one more is not")
    void limitsStepsOnTheLoop(int above, int offLoop) throws Exception {
        byte[] update = structs(mona, 20);
        int steps = 1;
        while (!(new Structure(StructureLimits.DEFAULTS)
                        .offer(
                                UpdateDecoder.decode(update, DecodeLimits.DEFAULTS),
                                Admission.OF_OWN_STATE,
                                new WorkBudget(steps))
                instanceof Verdict.Accepted)) {
            steps++;
        }
        start(Limits.room("onLoopStepsMax", steps - above));
        WireClient client = joined("");

        assertThat(client.acknowledged(update)).isTrue();

        assertThat(offLoop()).isEqualTo(offLoop);
    }

    @Test
    @DisplayName(
            "[ROOM-25] a step 1 may name vectorClientsMax clients more than the document has; with one more it is malformed")
    void limitsVectors() {
        start(Limits.room("vectorClientsMax", 10, "malformedMax", 1));
        WireClient fits = joined("");
        WireClient above = joined("");

        fits.sync(0, vectorOf(10));
        above.sync(0, vectorOf(11));
        above.sync(0, vectorOf(11));

        assertThat(above.await("close").text()).isEqualTo("malformed");
        fits.queryAwareness();
        fits.await("awareness");
    }

    private static byte[] vectorOf(int clients) {
        Map<Long, Integer> clocks = new HashMap<>();
        for (long client = 1; client <= clients; client++) {
            clocks.put(7_000 + client, 1);
        }
        return StateVector.of(clocks).encode();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    @DisplayName(
            "[ROOM-13] a session whose queue and the next frame make outboundBytesMax gets it, with one byte more it lags")
    void limitsOutboundBytes(int above, int lagging) {
        start(Limits.room("outboundBytesMax", 10_000));
        SilentPeer peer = new SilentPeer();
        JoinRequest request = new JoinRequest(DESIGN, null, new Framing.YWebsocket(), false, null, peer);
        Outcome.of(server().rooms()
                .join(request, (_, _) -> Future.succeededFuture(new Grant("local", Role.OWNER, null))));
        WireClient writer = joined("");
        byte[] update = mona.set("meta", "name", "shop");
        byte[] frame = WebSocketFrame.binary(
                Objects.requireNonNull(new Framing.YWebsocket().encode(new ServerMessage.Update(update))));
        peer.queue(10_000 - frame.length + above);

        assertThat(writer.acknowledged(update)).isTrue();

        awaitMetric("meshplay.sessions.lagging", lagging);
        assertThat(peer.frames().stream().anyMatch(sent -> Arrays.equals(sent, frame)))
                .isEqualTo(lagging == 0);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @DisplayName("[ROOM-16] while the store is away unsavedBytesMax bytes wait, one byte more is refused at once")
    void limitsUnsavedBytes(int above, boolean waits) {
        byte[] first = sized(mona, "a", 1_500);
        int unsaved = JournalCodec.encode(new JournalCodec.Update("local", new long[0], first)).length;
        start(Limits.room("unsavedBytesMax", 4_096));
        WireClient one = joined("");
        WireClient two = joined("");
        assertThat(one.acknowledged(akira.set("meta", "before", 1))).isTrue();
        one.sync(1, new byte[] {0, 0});
        Awaitility.await().until(() -> one.heard("status").size() == 2);
        server().store().fail(new StoreException.Unavailable("away by the test", null));
        // a step 2 of an id that no session declares claims nothing, so that the payload's size is known
        one.sync(1, first);
        one.await("stateless");

        two.update(sized(replica(3_003), "b", 4_096 - unsaved + above));
        two.queryAwareness();
        two.await("awareness");

        assertThat(two.heard("status").isEmpty()).isEqualTo(waits);
    }

    @Test
    @DisplayName(
            "[ROOM-5] fanOutBurst updates within fanOutWindowMax are sent at once, one more waits for the window's end")
    void limitsBursts() {
        start(Limits.room("fanOutBurst", 2, "fanOutWindowMax", Duration.ofSeconds(20)));
        WireClient writer = joined("");
        WireClient reader = synced();

        for (int i = 0; i < 3; i++) {
            assertThat(writer.acknowledged(mona.set("meta", "k", i))).isTrue();
        }
        Awaitility.await().until(() -> reader.heard("update").size() == 2);
        reader.queryAwareness();
        reader.await("awareness");

        assertThat(reader.heard("update")).hasSize(2);
    }

    @Test
    @DisplayName("[WIRE-24] a session hears of what is durable at most once each durableInterval")
    void limitsDurableMessages() {
        start(Limits.room("durableInterval", Duration.ofMillis(400), "upkeepInterval", Duration.ofMillis(20)));
        WireClient asking = server().sync(DESIGN, "?durable=1");
        asking.await("step1");
        long before = System.nanoTime();

        for (int i = 0; i < 20; i++) {
            asking.update(mona.set("meta", "k", i));
        }
        asking.await(heard -> heard.kind().equals("durable") && heard.text().endsWith("=20"));

        long intervals = (System.nanoTime() - before) / 400_000_000 + 1;
        assertThat((long) asking.heard("durable").size()).isBetween(1L, intervals);
    }

    @Test
    @DisplayName("[ROOM-17] checkpointUpdates updates make a checkpoint, one fewer makes none")
    void limitsUpdatesWithoutCheckpoint() {
        start(Limits.room("checkpointUpdates", 3));
        WireClient client = joined("");
        assertThat(client.acknowledged(mona.set("meta", "k", 1))).isTrue();
        assertThat(client.acknowledged(mona.set("meta", "k", 2))).isTrue();
        stored("meta");
        stored("meta");
        assertThat(disk.checkpointSequence(DESIGN)).isZero();

        assertThat(client.acknowledged(mona.set("meta", "k", 3))).isTrue();

        Awaitility.await().until(() -> disk.checkpointSequence(DESIGN) == 4);
    }

    @ParameterizedTest
    @CsvSource({"999, 0", "1000, 2"})
    @DisplayName("[ROOM-17] checkpointBytes bytes make a checkpoint, one byte fewer makes none")
    void limitsBytesWithoutCheckpoint(int bytes, long sequence) {
        start(Limits.room("checkpointBytes", 1_000));
        WireClient client = joined("");

        assertThat(client.acknowledged(sized(mona, "a", bytes))).isTrue();
        stored("meta");
        stored("meta");

        Awaitility.await()
                .during(Duration.ofMillis(sequence == 0 ? 200 : 0))
                .until(() -> disk.checkpointSequence(DESIGN) == sequence);
    }

    @Test
    @DisplayName("[ROOM-14] joinStatesMax answers are kept at one sequence; one more pushes the eldest out")
    void limitsKeptJoinStates() {
        start(Limits.room("joinStatesMax", 2));
        WireClient client = joined("");
        assertThat(client.acknowledged(mona.set("meta", "k", 1))).isTrue();
        byte[][] vectors = {{0}, {1, 7, 1}, {1, 8, 1}};

        for (int i : new int[] {0, 1, 0, 1}) {
            ask(client, vectors[i]);
        }
        assertThat(server().metric("meshplay.join.encodings")).isEqualTo(2);
        for (int i : new int[] {2, 1, 2, 0}) {
            ask(client, vectors[i]);
        }

        assertThat(server().metric("meshplay.join.encodings")).isEqualTo(4);
    }

    private static void ask(WireClient client, byte[] vector) {
        int before = client.heard("step2").size();
        client.sync(0, vector);
        Awaitility.await().until(() -> client.heard("step2").size() > before);
    }

    @Test
    @DisplayName("[ROOM-20] the listener of changes is told once, changeQuiet after the first of many edits")
    void tellsOfChangesOnce() {
        start(Limits.room("changeQuiet", Duration.ofSeconds(1)));
        WireClient client = joined("");

        for (int i = 0; i < 5; i++) {
            assertThat(client.acknowledged(mona.set("meta", "k", i))).isTrue();
        }
        assertThat(server().changes()).isEmpty();

        Awaitility.await().until(() -> server().changes().equals(List.of(DESIGN)));
    }

    @Test
    @DisplayName("[WIRE-15] a stateless message of statelessCharsMax characters is looked at, a longer one is ignored")
    void limitsStatelessMessages() {
        start(Limits.room("statelessCharsMax", 100));
        WireClient client = joined("");
        String asks = "{\"type\":\"epoch\"}";

        client.stateless(asks + " ".repeat(101 - asks.length()));
        awaitMetric("meshplay.ignored", 1, "kind", "stateless");
        assertThat(client.heard("stateless")).isEmpty();
        client.stateless(asks + " ".repeat(100 - asks.length()));

        assertThat(client.await("stateless").text()).contains("epoch");
    }

    @Test
    @DisplayName("[ROOM-18] a journal of more than loadPageEntries entries is read page by page, and whole")
    void readsInPages() {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("");
        for (int i = 0; i < 5; i++) {
            assertThat(client.acknowledged(mona.set("meta", "k" + i, i))).isTrue();
        }

        crash(Limits.room("loadPageEntries", 2));

        assertThat(stored("meta").size()).isEqualTo(5);
        // six entries, and one page more to see the end
        assertThat(server().store().pages()).containsExactly(2, 2, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({"0, read-write", "1, readonly"})
    @DisplayName(
            "[ROOM-18] an entry of ownStateBytesMax bytes is loaded, one byte more opens the room read-only before it")
    void limitsOwnState(int fewer, String scope) {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("");
        assertThat(client.acknowledged(sized(mona, "a", 2_000))).isTrue();

        crash(Limits.room("ownStateBytesMax", 2_000 - fewer));

        WireClient again = server().collab(DESIGN).authenticate("", "4.8.0");
        assertThat(again.await("authenticated").text()).isEqualTo(scope);
    }

    @Test
    @DisplayName("[ROOM-16] retries of a failed append wait from journalRetryMin, doubling to journalRetryMax")
    void limitsRetries() {
        start(Limits.room("journalRetryMin", Duration.ofMillis(10), "journalRetryMax", Duration.ofMillis(40)));
        WireClient client = joined("");
        server().store().failAppends(14);
        long before = System.nanoTime();

        // without the upper bound these would take 164 s, without the doubling 0.14 s
        assertThat(client.acknowledged(mona.set("meta", "k", 1))).isTrue();

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(10 + 20 + 12 * 40), Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"2, 8", "1, 6"})
    @DisplayName("[ROOM-11] departedMax ids are remembered after they left: who comes back is newer than its removal")
    void limitsDeparted(int departedMax, long clock) {
        Presence presence = new Presence(new ClientIds(), DESIGN, PresenceListener.none(), departedMax);
        for (long id : new long[] {1, 2}) {
            Session session = session();
            presence.receive(session, entry(id, 7));
            presence.left(session);
            presence.drain();
        }
        Session back = session();

        presence.receive(back, entry(1, 6));

        byte[] told = new AwarenessUpdate(List.of(new AwarenessUpdate.Entry(1, clock, "{}"))).encode();
        assertThat(presence.drain()).isEqualTo(told);
    }

    private static Session session() {
        JoinRequest request = new JoinRequest(DESIGN, null, new Framing.YWebsocket(), false, null, new SilentPeer());
        return new Session(
                "one",
                request,
                new Grant("local", Role.OWNER, null),
                new RoomMetrics(new SimpleMeterRegistry()),
                Instant.EPOCH,
                0);
    }

    private static AwarenessUpdate entry(long id, long clock) {
        return new AwarenessUpdate(List.of(new AwarenessUpdate.Entry(id, clock, "{}")));
    }

    @Test
    @DisplayName("[WIRE-27] a grant that has expired ends its session within an upkeepInterval")
    void looksAfterGrants() {
        start(Limits.room("upkeepInterval", Duration.ofHours(1)));
        server().grant("a", new Grant("link:a", Role.EDITOR, Instant.now().plusMillis(300)));
        WireClient late = joined("a");
        Awaitility.await()
                .during(Duration.ofMillis(600))
                .until(() -> late.heard("close").isEmpty());

        restart(Limits.room("upkeepInterval", Duration.ofMillis(20)));
        server().grant("a", new Grant("link:a", Role.EDITOR, Instant.now().plusMillis(300)));
        WireClient soon = joined("a");

        assertThat(soon.await("close").text()).isEqualTo("unauthorised");
    }

    @Test
    @DisplayName("[ROOM-16] a journalRetryMax below sense is refused by name")
    void refusesNoRetry() {
        assertThatThrownBy(() -> Limits.room("journalRetryMax", Duration.ZERO))
                .hasMessageContaining("room.journalRetryMax");
    }

    @Test
    @DisplayName("[NODE-9] rooms of a stopping node are closed within NodeLimits.drainWindow, the last before its end")
    void spreadsADrain() {
        long window = 2_000;

        assertThat(RoomLoop.drainsAfter(0, 4, 0, window)).isZero();
        assertThat(RoomLoop.drainsAfter(1, 4, 0, window)).isEqualTo(500);
        assertThat(RoomLoop.drainsAfter(3, 4, 0.999, window)).isEqualTo(window - 1);
        assertThat(RoomLoop.drainsAfter(4, 4, 0, window))
                .as("one more would come after it")
                .isEqualTo(window);
    }
}
