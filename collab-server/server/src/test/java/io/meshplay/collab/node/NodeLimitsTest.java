package io.meshplay.collab.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.lease.NodeIdentity;
import io.meshplay.collab.lease.NodeRecord;
import io.meshplay.collab.room.CloseReason;
import io.meshplay.collab.room.OwnedElsewhereException;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.FakeLiveDesigns;
import io.meshplay.collab.testing.HandTurns;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds between nodes, at n and at n + 1; in virtual time where time is the bound. */
final class NodeLimitsTest {
    private static final NodeLimits LIMITS = NodeLimits.DEFAULTS;
    private static final String DESIGN = "design-one";
    private static final NodeIdentity SELF = new NodeIdentity("me", "127.0.0.1:1", "");
    private static final byte[] NOTHING = new byte[0];

    private final HandTurns turns = new HandTurns();
    private final ClusterSecret secret = new ClusterSecret(TestNode.SECRET);

    // ---- owners ----

    private Owners owners(NodeLimits limits) {
        return new Owners(turns, _ -> true, new SharedHints(SELF), limits);
    }

    /** Asks of an owner, which the test lets answer. */
    private static final class Question {
        private final List<Promise<String>> asked = new ArrayList<>();

        Future<String> ask() {
            Promise<String> answer = Promise.promise();
            asked.add(answer);
            return answer.future();
        }

        void unreachable() {
            asked.getLast().fail(new LinkFailedException("not there"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    @DisplayName("[NODE-8] a question is asked again until joinHeld is over; a nanosecond later it is unavailable")
    void holdsAJoin(long more, boolean over) {
        var question = new Question();
        Future<String> answer = owners(LIMITS).ask(DESIGN, question::ask, _ -> question.ask());
        turns.passNanos(LIMITS.joinHeld().toNanos() + more);

        question.unreachable();

        assertThat(answer.isComplete()).isEqualTo(over);
        if (over) {
            assertThat(answer.cause()).isInstanceOf(StoreException.Unavailable.class);
        } else {
            turns.pass(LIMITS.retry().multipliedBy(2));
            assertThat(question.asked).as("asked again").hasSize(2);
        }
    }

    @Test
    @DisplayName("[NODE-8] between two tries lies retry at least, and half of it more at most")
    void paces() {
        var question = new Question();
        var _ = owners(LIMITS).ask(DESIGN, question::ask, _ -> question.ask());
        question.unreachable();

        turns.passNanos(LIMITS.retry().toNanos() - 1);
        assertThat(question.asked).hasSize(1);
        turns.passNanos(1 + LIMITS.retry().toNanos() / 2);

        assertThat(question.asked).hasSize(2);
    }

    @Test
    @DisplayName("[NODE-13] hintsMax owners are remembered; of one more the store is asked each time")
    void boundsHints() {
        Owners owners = owners(Limits.with(LIMITS, "hintsMax", 2));
        AtomicInteger asked = new AtomicInteger();
        for (int round = 0; round < 2; round++) {
            for (String design : List.of("a", "b", "c")) {
                Outcome.of(owners.ask(
                        design,
                        () -> {
                            asked.incrementAndGet();
                            return Future.failedFuture(new OwnedElsewhereException("other", "127.0.0.1:2"));
                        },
                        Future::succeededFuture));
            }
        }

        assertThat(asked).hasValue(3 + 1);
    }

    // ---- a proxied session ----

    @Test
    @DisplayName("[NODE-12] an owner is pinged every pingInterval, and not a nanosecond before")
    void pings() {
        AtomicInteger pings = new AtomicInteger();
        Pulse pulse = new Pulse(turns, LIMITS, pings::incrementAndGet, () -> {});
        pulse.start();

        turns.passNanos(LIMITS.pingInterval().toNanos() - 1);
        assertThat(pings).hasValue(0);
        turns.passNanos(1);

        assertThat(pings).hasValue(1);
        pulse.stop();
        turns.pass(LIMITS.pingInterval());
        assertThat(pings).hasValue(1);
    }

    @Test
    @DisplayName("[NODE-12] an owner that was silent for silentMax is pinged; a nanosecond later it is dead")
    void callsDead() {
        NodeLimits limits = Limits.with(LIMITS, "pingInterval", Duration.ofNanos(1), "silentMax", Duration.ofNanos(5));
        AtomicInteger dead = new AtomicInteger();
        Pulse pulse = new Pulse(turns, limits, () -> {}, dead::incrementAndGet);
        pulse.start();
        turns.passNanos(3);
        pulse.heard();

        turns.passNanos(5);
        assertThat(dead).hasValue(0);
        turns.passNanos(1);

        assertThat(dead).hasValue(1);
    }

    @Test
    @DisplayName("[NODE-5] an owner is read with pauseBytes queued and not with one more, until resumeBytes are left")
    void pauses() {
        long[] queued = {LIMITS.pauseBytes()};
        AtomicInteger paused = new AtomicInteger();
        AtomicInteger resumed = new AtomicInteger();
        ReadPace pace = new ReadPace(turns, LIMITS, () -> queued[0], paused::incrementAndGet, resumed::incrementAndGet);
        pace.received();
        assertThat(paused).hasValue(0);

        queued[0]++;
        pace.received();
        pace.received();
        assertThat(paused).hasValue(1);
        queued[0] = LIMITS.resumeBytes() + 1L;
        turns.pass(Duration.ofSeconds(1));
        assertThat(resumed).hasValue(0);
        queued[0]--;
        turns.pass(Duration.ofSeconds(1));

        assertThat(resumed).hasValue(1);
        assertThat(pace.paused()).isFalse();
    }

    // ---- calls ----

    @ParameterizedTest
    @CsvSource({"100", "101"})
    @DisplayName("[NODE-8] a connection to another node may take connectWithin, of a session and of a call")
    void boundsConnecting(int millis) {
        NodeLimits limits = Limits.with(LIMITS, "connectWithin", Duration.ofMillis(millis));

        assertThat(NodeClient.sessionOptions(limits).getConnectTimeout()).isEqualTo(millis);
        assertThat(NodeClient.callOptions(limits).getConnectTimeout()).isEqualTo(millis);
    }

    @Test
    @DisplayName(
            "[NODE-6] a call that is not answered within callWithin fails, and it is not known whether it was heard")
    void boundsACall() {
        Vertx vertx = Vertx.vertx();
        NetServer deaf =
                Outcome.of(vertx.createNetServer().connectHandler(_ -> {}).listen(0, "127.0.0.1"));
        NodeLimits limits = Limits.with(LIMITS, "callWithin", Duration.ofMillis(50));
        NodeClient client = new NodeClient(vertx, secret, Clock.systemUTC(), new SecureRandom(), limits);
        NodeRef node = new NodeRef("deaf", "127.0.0.1", deaf.actualPort());

        assertThatThrownBy(() -> Outcome.of(client.call(node, "/node/edit", NOTHING, false)))
                .isInstanceOf(StoreException.Unavailable.class);
        assertThatThrownBy(() -> Outcome.of(client.call(node, "/node/project", NOTHING, true)))
                .isInstanceOf(LinkFailedException.class);

        Outcome.of(client.close());
        Outcome.of(vertx.close());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    @DisplayName("[NODE-2] every living node is told again until tellWithin is over; a nanosecond later it fails")
    void tellsForAWhile(long more, boolean over) {
        Vertx vertx = Vertx.vertx();
        List<Promise<Buffer>> calls = new ArrayList<>();
        NodeRecord other = new NodeRecord("other", 1, "127.0.0.1:2", "", 0, 0, Map.of());
        var designs = new ClusterDesigns(
                turns,
                new FakeLiveDesigns(vertx),
                owners(LIMITS),
                (_, _, _, _) -> {
                    Promise<Buffer> call = Promise.promise();
                    calls.add(call);
                    return call.future();
                },
                () -> List.of(other),
                LIMITS);
        Future<Void> told = designs.close(DESIGN, CloseReason.DELETED);
        turns.passNanos(LIMITS.tellWithin().toNanos() + more);

        calls.getLast().fail(new LinkFailedException("not there"));
        turns.pass(LIMITS.retry());

        assertThat(calls).hasSize(over ? 1 : 2);
        assertThat(told.failed()).isEqualTo(over);
        Outcome.of(vertx.close());
    }

    // ---- who may call ----

    private NodeGate gate(long nowMillis, NodeLimits limits) {
        return new NodeGate(secret, "me", Clock.fixed(Instant.ofEpochMilli(nowMillis), ZoneOffset.UTC), limits);
    }

    private boolean admits(NodeGate gate, long signedMillis, String nonce) {
        Signature signature =
                new Signature("POST", "/x", "me", Long.toString(signedMillis), nonce, Signature.hash(NOTHING), "");
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        signature.addTo(headers, secret);
        return gate.refusal("POST", "/x", headers).isEmpty();
    }

    @Test
    @DisplayName("[NODE-21] a request that was signed signedWithin from this clock is heard, a millisecond more is not")
    void boundsClocks() {
        long now = 1_000_000;
        long within = LIMITS.signedWithin().toMillis();
        NodeGate gate = gate(now, LIMITS);

        assertThat(admits(gate, now - within, "a")).isTrue();
        assertThat(admits(gate, now + within, "b")).isTrue();
        assertThat(admits(gate, now - within - 1, "c")).isFalse();
        assertThat(admits(gate, now + within + 1, "d")).isFalse();
    }

    @Test
    @DisplayName("[NODE-20] noncesMax signatures are remembered against replay; one more is refused")
    void boundsNonces() {
        NodeGate gate = gate(1_000_000, Limits.with(LIMITS, "noncesMax", 2));

        assertThat(admits(gate, 1_000_000, "a")).isTrue();
        assertThat(admits(gate, 1_000_000, "b")).isTrue();
        assertThat(admits(gate, 1_000_000, "c")).isFalse();
    }
}
