package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.meshplay.crdt.AwarenessUpdate;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each bound of a room, at n and at n + 1. */
final class RoomBoundsTest extends LiveFixture {
    private final Replica mona = replica(1_001);
    private final Replica akira = replica(2_002);

    /** An update of exactly so many bytes, small enough for two-byte lengths. */
    static byte[] sized(Replica replica, String key, int bytes) {
        try (Replica sizing = new Replica(9_009)) {
            sizing.apply(replica.state());
            int overhead = sizing.set("meta", key, "x".repeat(bytes - 100)).length - (bytes - 100);
            byte[] update = replica.set("meta", key, "x".repeat(bytes - overhead));
            assertThat(update).hasSize(bytes);
            return update;
        }
    }

    @Test
    @DisplayName("[ROOM-19] [WIRE-25] a room takes sessionsMax sessions and asks one more to try again")
    void limitsSessions() {
        start(Limits.room("sessionsMax", 2));
        WireClient one = joined("");
        WireClient two = synced();

        WireClient three = server().sync(DESIGN, "");
        WireClient four = server().collab(DESIGN).authenticate("", "4.8.0");

        assertThat(three.awaitClose()).isEqualTo(1013);
        assertThat(four.awaitClose()).isEqualTo(1013);
        assertThat(one.open() && two.open()).isTrue();
        two.close();
        awaitMetric("meshplay.sessions", 1);
        joined("");
    }

    @Test
    @DisplayName(
            "[ROOM-6] updates are taken up to updateBytesMax, step 2s up to step2BytesMax, and refused one byte above")
    void limitsUpdates() {
        start(Limits.room("updateBytesMax", 1_024, "step2BytesMax", 2_048));
        WireClient client = joined("");

        assertThat(client.acknowledged(sized(mona, "a", 1_024))).isTrue();
        assertThat(client.acknowledged(sized(akira, "b", 1_025))).isFalse();
        byte[] fits = sized(replica(3_003), "c", 2_048);
        byte[] above = sized(replica(4_004), "d", 2_049);
        client.sync(1, fits);
        client.sync(1, above);

        Awaitility.await().until(() -> client.heard("status").size() == 4);
        assertThat(client.heard("status").stream().map(WireClient.Heard::number))
                .containsExactly(1L, 0L, 1L, 0L);
        assertThat(server().metric("meshplay.refusals", "code", "tooLarge")).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "[ROOM-6] [WIRE-20] awareness is taken up to awarenessBytesMax; one byte more is refused without a status")
    void limitsAwareness() {
        start(Limits.room("awarenessBytesMax", 200));
        WireClient client = joined("");
        WireClient other = synced();
        int overhead = new AwarenessUpdate(List.of(new AwarenessUpdate.Entry(1_001, 1, "\"" + "x".repeat(150) + "\"")))
                        .encode()
                        .length
                - 150;

        client.awareness(1_001, 1, "\"" + "y".repeat(200 - overhead) + "\"");
        other.await(heard -> says(heard, "yyy"));
        client.awareness(1_001, 2, "\"" + "z".repeat(201 - overhead) + "\"");

        assertThat(client.await("stateless").text()).contains("malformed");
        client.queryAwareness();
        client.await("awareness");
        assertThat(client.heard("status")).isEmpty();
        assertThat(other.heard("awareness")).noneMatch(heard -> says(heard, "zzz"));
    }

    @Test
    @DisplayName("[ROOM-8] one session's gaps wait up to gapUpdatesMax")
    void limitsWaitingGaps() {
        start(Limits.room("gapUpdatesMax", 1));
        WireClient client = joined("");
        mona.set("meta", "a", 1);
        akira.set("meta", "a", 1);

        client.update(mona.set("meta", "b", 2));
        client.update(akira.set("meta", "b", 2));

        Awaitility.await().until(() -> server().metric("meshplay.refusals", "code", "gap") == 1);
        assertThat(client.await("status").number()).isZero();
        assertThat(client.heard("status")).hasSize(1);
    }

    @Test
    @DisplayName("[ROOM-8] one session's gaps wait up to gapBytesMax")
    void limitsWaitingBytes() {
        mona.set("meta", "a", 1);
        byte[] fits = sized(mona, "b", 1_000);
        akira.set("meta", "a", 1);
        byte[] above = sized(akira, "b", 1_001);
        start(Limits.room("gapBytesMax", 1_000));
        WireClient one = joined("");
        WireClient two = joined("");

        one.update(fits);
        two.update(above);

        assertThat(two.await("status").number()).isZero();
        assertThat(one.heard("status")).isEmpty();
    }

    @Test
    @DisplayName(
            "[ROOM-8] a gap is refused after gapMax; until then its session is asked again, at most each step1Interval")
    void limitsTheWait() {
        start(Limits.room(
                "gapMax", Duration.ofMillis(600),
                "step1Interval", Duration.ofMillis(100),
                "upkeepInterval", Duration.ofMillis(50)));
        WireClient client = joined("");
        mona.set("meta", "a", 1);

        client.update(mona.set("meta", "b", 2));

        assertThat(client.await("status").number()).isZero();
        // within 600 ms and a little: at most once each 100 ms
        assertThat(client.heard("step1")).hasSizeBetween(2, 8);
    }

    @Test
    @DisplayName("[WIRE-23] a session survives malformedMax malformed messages")
    void limitsMalformed() {
        start(Limits.room("malformedMax", 2));
        WireClient client = joined("");

        assertThat(client.acknowledged(new byte[] {9, 9})).isFalse();
        assertThat(client.acknowledged(new byte[] {9, 9})).isFalse();
        client.update(new byte[] {9, 9});

        assertThat(client.await("close").text()).isEqualTo("malformed");
    }

    @Test
    @DisplayName("[ROOM-16] while the store is away, what goes beyond unsavedBytesMax is refused at once")
    void limitsUnsaved() {
        start(Limits.room("unsavedBytesMax", 4_096));
        WireClient one = joined("");
        WireClient two = joined("");
        server().store().fail(new StoreException.Unavailable("away by the test", null));
        one.update(sized(mona, "a", 3_000));
        one.await("stateless");

        assertThat(two.acknowledged(sized(akira, "b", 2_000))).isFalse();

        assertThat(one.heard("status")).isEmpty();
        server().store().fail(null);
        assertThat(one.await("status").number()).isEqualTo(1);
    }

    @Test
    @DisplayName("[ROOM-22] answersMax messages of a session wait for the disk; one more ends it with storeUnavailable")
    void limitsWaitingAnswers() {
        start(Limits.room("answersMax", 3));
        WireClient client = joined("");
        WireClient other = synced();
        byte[] update = mona.set("meta", "name", "shop");
        server().store().holdAnswers();
        for (int i = 0; i < 3; i++) {
            client.update(update);
        }
        client.queryAwareness();
        client.await("awareness");
        assertThat(client.heard("stateless")).isEmpty();

        client.update(update);

        assertThat(client.await("stateless").text()).contains("storeUnavailable");
        assertThat(client.awaitClose()).isEqualTo(1013);
        server().store().release();
        assertThat(other.await("update").bytes()).isEqualTo(update);
        assertThat(joined("").acknowledged(update)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answersMax",
                "departedMax",
                "unfedUpdatesMax",
                "unfedBytesMax",
                "statelessCharsMax",
                "loadPageEntries",
                "ownStateBytesMax",
                "revocationsKeptMax",
                "updateBytesMax",
                "step2BytesMax",
                "onLoopBytesMax",
                "onLoopStructsMax",
                "awarenessBytesMax",
                "sessionsMax",
                "outboundBytesMax",
                "gapBytesMax",
                "gapUpdatesMax",
                "unsavedBytesMax",
                "fanOutBurst",
                "checkpointUpdates",
                "checkpointBytes",
                "malformedMax",
                "joinStatesMax"
            })
    @DisplayName("[ROOM-6] a bound below sense is refused by name")
    void refusesNonsense(String name) {
        assertThatThrownBy(() -> Limits.room(name, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("room." + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "journalRetryMin",
                "journalRetryMax",
                "laggingMax",
                "gapMax",
                "step1Interval",
                "fanOutWindowMax",
                "presenceInterval",
                "keepAlive",
                "durableInterval",
                "idleBeforeUnload",
                "changeQuiet",
                "adviceQuiet",
                "drainMax",
                "upkeepInterval"
            })
    @DisplayName("[ROOM-6] a time of nothing is refused by name")
    void refusesNoTime(String name) {
        assertThatThrownBy(() -> Limits.room(name, Duration.ZERO)).hasMessageContaining("room." + name);
    }
}
