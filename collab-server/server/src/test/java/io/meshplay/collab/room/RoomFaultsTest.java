package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.meshplay.crdt.BlackBox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Stores that fail, other owners, crashes, damage, and rooms that end. */
final class RoomFaultsTest extends LiveFixture {
    private final StoreException away = new StoreException.Unavailable("away by the test", null);

    private final Replica mona = replica(1_001);
    private final Replica akira = replica(2_002);

    @Test
    @DisplayName("[ROOM-16] [ROOM-3] appends that fail and then heal keep order, and a restart finds everything")
    void keepsOrderOverFailures() {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("");
        server().store().failAppends(3);

        for (int i = 0; i < 20; i++) {
            client.update(mona.set("meta", "k" + i, i));
        }
        Awaitility.await().until(() -> client.heard("status").size() == 20);

        assertThat(client.heard("status")).allMatch(status -> status.number() == 1);
        crash(RoomLimits.DEFAULTS);
        assertThat(stored("meta").size()).isEqualTo(20);
    }

    @Test
    @DisplayName("[ROOM-21] another owner's entry ends the room; nothing of the loser was shown")
    void yieldsToAnotherOwner() {
        start(RoomLimits.DEFAULTS);
        WireClient writer = joined("");
        WireClient reader = synced();
        assertThat(writer.acknowledged(mona.set("meta", "before", 1))).isTrue();
        reader.await("update");
        Vertx elsewhere = Vertx.vertx();
        MemoryStore other = new MemoryStore(elsewhere, disk);
        byte[] foreign = JournalCodec.encode(new JournalCodec.Update("local", new long[0], akira.set("meta", "b", 1)));
        Outcome.of(
                other.journal().append(List.of(new JournalEntry(DESIGN, 3, other.fencingToken(), "local", foreign))));

        writer.update(mona.set("meta", "late", 1));

        assertThat(writer.awaitClose()).isEqualTo(1013);
        assertThat(reader.awaitClose()).isEqualTo(1013);
        assertThat(writer.heard("status")).hasSize(1);
        assertThat(reader.heard("update")).hasSize(1);
        Outcome.of(elsewhere.close());
    }

    @Test
    @DisplayName("[ROOM-21] a retried append that finds its own entries counts as written, once")
    void findsItsOwnEntries() {
        start(RoomLimits.DEFAULTS);
        WireClient writer = joined("");
        WireClient reader = synced();
        server().store().loseAnswers(1);

        assertThat(writer.acknowledged(mona.set("meta", "name", "once"))).isTrue();

        reader.await("update");
        assertThat(disk.entryCount(DESIGN)).isEqualTo(2);
        assertThat(writer.open()).isTrue();
    }

    @Test
    @DisplayName("[ROOM-16] [WIRE-25] a join while the store is away is told to try again, and the next one loads")
    void loadsAgainAfterAFailure() {
        start(RoomLimits.DEFAULTS);
        server().store().fail(away);
        WireClient early = server().sync(DESIGN, "");
        WireClient second = server().collab(DESIGN).authenticate("", "");
        assertThat(early.awaitClose()).isEqualTo(1013);
        assertThat(second.awaitClose()).isEqualTo(1013);

        server().store().fail(null);

        joined("");
        awaitMetric("meshplay.rooms", 1);
    }

    @Test
    @DisplayName(
            "[ROOM-15] [ROOM-17] after idleBeforeUnload a room is checkpointed, its journal trimmed, and forgotten; a join reads it again")
    void unloadsIdleRooms() {
        start(Limits.room("idleBeforeUnload", Duration.ofMillis(150), "upkeepInterval", Duration.ofMillis(20)));
        WireClient client = joined("");
        assertThat(client.acknowledged(mona.set("meta", "name", "kept"))).isTrue();
        assertThat(client.acknowledged(mona.set("meta", "more", 1))).isTrue();

        client.close();
        awaitMetric("meshplay.rooms", 0);

        assertThat(disk.checkpointSequence(DESIGN)).isEqualTo(3);
        assertThat(disk.entryCount(DESIGN)).isLessThanOrEqualTo(1);
        assertThat(stored("meta").getString("name")).isEqualTo("kept");
    }

    @Test
    @DisplayName("[ROOM-15] whoever comes while an idle room waits to be forgotten finds it open")
    void reopensWhileDraining() {
        start(Limits.room("idleBeforeUnload", Duration.ofMillis(400), "upkeepInterval", Duration.ofMillis(20)));
        WireClient first = joined("");
        assertThat(first.acknowledged(mona.set("meta", "name", "kept"))).isTrue();
        first.close();
        awaitMetric("meshplay.sessions", 0);

        WireClient again = joined("");
        Awaitility.await()
                .during(Duration.ofMillis(600))
                .until(() -> server().metric("meshplay.rooms") == 1 && again.open());

        assertThat(again.acknowledged(mona.set("meta", "more", 1))).isTrue();
    }

    @Test
    @DisplayName("[ROOM-17] every checkpointUpdates updates a checkpoint is made and the journal trimmed")
    void compactsAsItGoes() {
        start(Limits.room("checkpointUpdates", 5));
        WireClient client = joined("");

        for (int i = 0; i < 6; i++) {
            assertThat(client.acknowledged(mona.set("meta", "k" + i, i))).isTrue();
        }

        Awaitility.await().until(() -> disk.checkpointSequence(DESIGN) >= 5);
        Awaitility.await().until(() -> disk.entryCount(DESIGN) <= 3);
        crash(RoomLimits.DEFAULTS);
        assertThat(stored("meta").size()).isEqualTo(6);
    }

    @Test
    @DisplayName("[ROOM-18] a damaged checkpoint never opens blank")
    void refusesADamagedCheckpoint() {
        start(Limits.room("checkpointUpdates", 1));
        WireClient client = joined("");
        assertThat(client.acknowledged(mona.set("meta", "name", "kept"))).isTrue();
        Awaitility.await().until(() -> disk.checkpointSequence(DESIGN) > 0);
        server().close();
        disk.damageCheckpoint(DESIGN);
        start(RoomLimits.DEFAULTS);

        WireClient again = server().sync(DESIGN, "");

        assertThat(again.awaitClose()).isEqualTo(1013);
        assertThat(again.heard()).isEmpty();
    }

    @Test
    @DisplayName("[ROOM-18] an update that killed the process twice opens the room read-only before it")
    void opensBeforeWhatKills() throws IOException {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("");
        assertThat(client.acknowledged(mona.set("meta", "good", 1))).isTrue();
        assertThat(client.acknowledged(mona.set("meta", "killer", 1))).isTrue();
        died(3, 3);
        start(RoomLimits.DEFAULTS);
        assertThat(stored("meta").getInteger("killer")).isEqualTo(1);
        died(3, 3);

        start(RoomLimits.DEFAULTS);

        WireClient reader = server().collab(DESIGN).authenticate("", "");
        assertThat(reader.await("authenticated").text()).isEqualTo("readonly");
        assertThat(stored("meta").getInteger("good")).isEqualTo(1);
        assertThat(stored("meta").containsKey("killer")).isFalse();
        assertThat(disk.entryCount(DESIGN)).isEqualTo(3);
        awaitMetric("meshplay.rooms.damaged", 1);
    }

    @Test
    @DisplayName("[ROOM-18] a process that dies once while updates are applied is a suspicion, no verdict")
    void triesASuspectRangeAgain() throws IOException {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("");
        assertThat(client.acknowledged(mona.set("meta", "good", 1))).isTrue();
        died(2, 3);

        start(RoomLimits.DEFAULTS);

        assertThat(stored("meta").getInteger("good")).isEqualTo(1);
        assertThat(joined("").acknowledged(mona.set("meta", "more", 1))).isTrue();
    }

    /** The process is gone, and its black boxes name these sequences. */
    private void died(long from, long to) throws IOException {
        MemoryStore.Disk left = disk.copy();
        server().close();
        disk = left;
        for (int loop = 0; loop < 2; loop++) {
            Files.write(Rooms.blackBox(scratch, loop), named(from, to));
        }
    }

    private byte[] named(long from, long to) throws IOException {
        Path file = scratch.resolve("named.blackbox");
        BlackBox box = BlackBox.open(file);
        box.enter(DESIGN, from, to);
        byte[] page = Files.readAllBytes(file);
        box.close();
        return page;
    }

    @Test
    @DisplayName("[ROOM-16] [WIRE-25] a stopping server waits for the store no longer than drainMax")
    void drainsByADeadline() {
        start(Limits.room("drainMax", Duration.ofMillis(300)));
        WireClient client = joined("");
        server().store().fail(away);
        client.update(mona.set("meta", "name", "unsaved"));
        client.await("stateless");

        Outcome.of(server().rooms().drain(Duration.ZERO));

        assertThat(client.awaitClose()).isEqualTo(1013);
        assertThat(client.heard("status")).isEmpty();
        assertThat(server().sync(DESIGN, "").awaitClose()).isEqualTo(1013);
        awaitMetric("meshplay.rooms.stalled", 0);
    }

    @Test
    @DisplayName("[ROOM-21] a room reads the journal only after the last room's write has come to its end")
    void waitsForTheLastWrite() {
        start(Limits.room("drainMax", Duration.ofMillis(100)));
        WireClient client = joined("");
        server().store().holdAnswers();
        client.update(mona.set("meta", "name", "slow"));
        Awaitility.await().until(() -> disk.entryCount(DESIGN) == 2);
        var closing = server().rooms().close(DESIGN, CloseReason.GOING_AWAY);
        assertThat(client.awaitClose()).isEqualTo(1013);

        WireClient again = server().collab(DESIGN).authenticate("", "");
        again.queryAwareness();
        assertThat(again.heard()).isEmpty();
        server().store().release();

        Outcome.of(closing);
        again.await("authenticated");
        assertThat(again.acknowledged(mona.set("meta", "more", 1))).isTrue();
        assertThat(stored("meta").getString("name")).isEqualTo("slow");
    }

    @Test
    @DisplayName("[WIRE-15] an epoch that was told holds after a crash, though nothing was written yet")
    void keepsToldEpochs() {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("");
        client.stateless("{\"type\":\"epoch\"}");
        String epoch = new JsonObject(client.await("stateless").text()).getString("epoch");

        crash(RoomLimits.DEFAULTS);

        WireClient again = server().sync(DESIGN, "?epoch=" + epoch);
        again.await("step1");
        assertThat(again.open()).isTrue();
    }

    @Test
    @DisplayName("[ROOM-20] operations that are refused disturb nobody")
    void refusesOwnEditsAlone() {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("");
        byte[] nonsense = "[{\"op\":\"set\",\"path\":[\"components\",\"none\",\"name\"],\"value\":1}]"
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Outcome.of(server().rooms().edit(DESIGN, "local", nonsense)))
                .isInstanceOf(RuntimeException.class);

        assertThat(client.acknowledged(mona.set("meta", "name", "here"))).isTrue();
    }

    @Test
    @DisplayName(
            "[ROOM-20] [ROOM-16] the server's own edit fails as soon as the store is away, and is written when it is back")
    void failsOwnEditsAtOnce() {
        start(RoomLimits.DEFAULTS);
        joined("");
        server().store().failAppends(Integer.MAX_VALUE);
        byte[] operations = "[{\"op\":\"set\",\"path\":[\"meta\",\"x\"],\"value\":1}]".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Outcome.of(server().rooms().edit(DESIGN, "local", operations)))
                .isInstanceOf(StoreException.Unavailable.class);

        server().store().failAppends(0);
        Awaitility.await().until(() -> stored("meta").containsKey("x"));
    }

    @Test
    @DisplayName(
            "[ROOM-16] [ROOM-20] a design that cannot be loaded says that the store is away, and loads again later")
    void saysWhyNothingLoads() {
        start(RoomLimits.DEFAULTS);
        server().store().fail(away);

        assertThatThrownBy(() -> stored("meta")).isInstanceOf(StoreException.Unavailable.class);

        server().store().fail(null);
        assertThat(stored("meta").isEmpty()).isTrue();
    }

    @Test
    @DisplayName("[ROOM-18] [ROOM-20] a damaged design refuses the server's edits, one of nothing too")
    void refusesOwnEditsOfTheDamaged() {
        start(RoomLimits.DEFAULTS);
        assertThat(joined("").acknowledged(mona.set("meta", "good", 1))).isTrue();
        disk = disk.copy();
        disk.damageEntry(DESIGN, 2);
        restart(RoomLimits.DEFAULTS);

        assertThatThrownBy(() ->
                        Outcome.of(server().rooms().edit(DESIGN, "local", "[]".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(DesignDamagedException.class);
    }

    @Test
    @DisplayName("[ROOM-20] [ROOM-16] while the store is away the server's own edit fails and holds nobody up")
    void failsOwnEditsWhileAway() {
        start(RoomLimits.DEFAULTS);
        WireClient client = joined("");
        server().store().fail(away);
        client.update(mona.set("meta", "name", "waits"));
        client.await("stateless");
        byte[] operations = "[{\"op\":\"set\",\"path\":[\"meta\",\"x\"],\"value\":1}]".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Outcome.of(server().rooms().edit(DESIGN, "local", operations)))
                .isInstanceOf(StoreException.Unavailable.class);

        client.queryAwareness();
        client.await("awareness");
        server().store().fail(null);
        assertThat(client.await("status").number()).isEqualTo(1);
    }
}
