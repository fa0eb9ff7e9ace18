package io.meshplay.collab.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.testing.LogLines;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of the leases, at n and at n + 1, under a clock that the test moves. */
final class LeaseLimitsTest {
    private static final LeaseLimits LIMITS = LeaseLimits.DEFAULTS;
    private static final String DESIGN = "design-one";
    private static final String OTHER = "other";

    private final LeaseWorld world = new LeaseWorld(1);
    private final LeaseWorld.Node one = world.node("one");
    private final HandClock clock = new HandClock();
    private final NodeWatch watch = new NodeWatch(LIMITS);
    private final Heartbeat heartbeat =
            new Heartbeat(new NodeIdentity("one", "a:1", "secret"), new LeaseTable(one.store), watch, clock, LIMITS);
    private int beats;

    /** Both clocks of a node, moved by hand. */
    private static final class HandClock implements NodeClock {
        private long nanos;
        private long wallMillis = 1_000_000;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return wallMillis;
        }
    }

    private void beat() {
        heartbeat.tick(_ -> beats++);
        one.store.answer();
    }

    private static NodeWatch.Row row(long counter) {
        return new NodeWatch.Row(record(counter, 0), 1);
    }

    private static NodeRecord record(long counter, long wallMillis) {
        return new NodeRecord(OTHER, counter, "b:1", "secret", 0, wallMillis, Map.of());
    }

    /** Looks every {@code heartbeat} until {@code atNanos}, and at that moment too. */
    private void watchUntil(long atNanos, NodeWatch.Row... rows) {
        long step = LIMITS.heartbeat().toNanos();
        for (clock.nanos += step; clock.nanos < atNanos; clock.nanos += step) {
            watch.read(List.of(rows), clock.nanos);
        }
        clock.nanos = atNanos;
        watch.read(List.of(rows), clock.nanos);
    }

    @Test
    @DisplayName("[LEASE-3] a node beats when a heartbeat has passed, and not a nanosecond before")
    void beatsInTime() {
        beat();
        clock.nanos += LIMITS.heartbeat().toNanos() - 1;
        beat();
        assertThat(beats).isEqualTo(1);

        clock.nanos++;
        beat();

        assertThat(beats).isEqualTo(2);
    }

    @Test
    @DisplayName("[LEASE-5] a heartbeat is trusted for less than trusted, by either clock")
    void trustEnds() {
        Trust trust = new Trust(0, 0, clock.wallMillis());
        long nanos = LIMITS.trusted().toNanos();
        long millis = LIMITS.trusted().toMillis();

        clock.nanos = nanos - 1;
        clock.wallMillis += millis - 1;
        assertThat(trust.fresh(clock, LIMITS)).isTrue();
        clock.nanos = nanos;
        assertThat(trust.fresh(clock, LIMITS)).isFalse();
        clock.nanos = nanos - 1;
        clock.wallMillis++;
        assertThat(trust.fresh(clock, LIMITS)).isFalse();
    }

    @Test
    @DisplayName("[LEASE-3] a node is silent once its counter has stood still for dead, and not a nanosecond before")
    void callsDead() {
        watch.read(List.of(row(1)), 0);

        watchUntil(LIMITS.dead().toNanos() - 1, row(1));
        assertThat(watch.silent(OTHER, clock.nanos)).isFalse();

        assertThat(watch.silent(OTHER, clock.nanos + 1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @DisplayName(
            "[LEASE-7] a pause of blind between two looks counts whole, of one a nanosecond longer only a heartbeat")
    void isBlind(long more, boolean silent) {
        watch.read(List.of(row(1)), 0);
        watchUntil(LIMITS.dead().toNanos() - LIMITS.heartbeat().toNanos() - 1, row(1));
        assertThat(watch.silent(OTHER, clock.nanos)).isFalse();

        clock.nanos += LIMITS.blind().toNanos() + more;
        assertThat(watch.silent(OTHER, clock.nanos)).as("before the look").isEqualTo(silent);
        watch.read(List.of(row(1)), clock.nanos);

        assertThat(watch.silent(OTHER, clock.nanos)).as("after the look").isEqualTo(silent);
    }

    @Test
    @DisplayName("[LEASE-12] a silent node's record is kept for forgotten, and goes a nanosecond later")
    void forgets() {
        watch.read(List.of(row(1)), 0);
        watchUntil(LIMITS.forgotten().toNanos(), row(1));
        assertThat(watch.forgotten(clock.nanos)).isEmpty();

        assertThat(watch.forgotten(clock.nanos + 1))
                .extracting(found -> found.node().id())
                .containsExactly(OTHER);
    }

    @Test
    @DisplayName("[LEASE-11] a starting node has watched for settle before it knows that another stands still")
    void settles() {
        watch.read(List.of(row(1)), 0);

        assertThat(watch.settled(LIMITS.settle().toNanos() - 1)).isFalse();
        assertThat(watch.settled(LIMITS.settle().toNanos())).isTrue();
    }

    @Test
    @DisplayName("[LEASE-6] a doubt stands in the own record for doubtKept, and not a nanosecond longer")
    void keepsADoubt() {
        beat();
        var _ = heartbeat.doubt(OTHER);
        beat();
        clock.nanos = LIMITS.doubtKept().toNanos();
        beat();
        assertThat(written().doubts()).containsKey(OTHER);

        clock.nanos = LIMITS.doubtKept().plus(LIMITS.doubtKept()).toNanos() + 1;
        var _ = heartbeat.doubt("a third");
        beat();

        assertThat(written().doubts()).containsOnlyKeys("a third");
    }

    @Test
    @DisplayName("[LEASE-6] a doubt of an age of doubtKept is told, one of a nanosecond more is not")
    void dropsADoubt() {
        var _ = heartbeat.doubt(OTHER);
        clock.nanos = LIMITS.doubtKept().toNanos() + 1;

        beat();

        assertThat(written().doubts()).isEmpty();
    }

    private NodeRecord written() {
        Future<Optional<StoredRecord>> read = one.store.get(LeaseTable.NODES, "one");
        one.store.answer();
        return NodeRecord.of("one", read.result().orElseThrow().json());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    @DisplayName("[LEASE-11] clocks that are clockWarn apart are not warned of, one millisecond more is")
    void warnsOfClocks(long more, int warnings) {
        LeaseTable table = new LeaseTable(one.store);
        var _ = table.put(record(1, clock.wallMillis()), 0);
        beat();
        long ahead = LIMITS.clockWarn().toMillis() + more;
        var _ = table.put(record(2, clock.wallMillis() + ahead), 1);
        clock.nanos += LIMITS.heartbeat().toNanos();

        try (var log = new LogLines()) {
            beat();

            assertThat(log.of("WARN")).hasSize(warnings).allMatch(line -> line.contains(ahead + " ms"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    @DisplayName("[LEASE-11] a node whose clock is clockMax from another's starts, one millisecond more does not")
    void refusesClocks(long more, boolean refused) {
        NodeIdentity own = new NodeIdentity("one", "a:1", "secret");
        long apart = LIMITS.clockMax().toMillis() + more;

        for (long sign : new long[] {1, -1}) {
            var others = List.of(record(1, clock.wallMillis() + sign * apart));
            assertThat(StartCheck.refusal(own, others, clock.wallMillis(), LIMITS)
                            .isPresent())
                    .isEqualTo(refused);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false"})
    @DisplayName("[LEASE-1] a claim begins anew attemptsMax times; if another was first each time, it gives up")
    void givesUp(int more, boolean claims) {
        LeaseTable rival = new LeaseTable(world.node("rival").store);
        world.pass(3_000);
        one.store.held = true;
        Future<Long> claim = one.keeper.claim(DESIGN);
        deliver(one);
        int lost = LIMITS.attemptsMax() + more;
        for (int token = 1; token <= lost; token++) {
            // what stood when it looked has been answered; its insert is on the way
            deliver(one);
            var _ = rival.insert(new Lease(DESIGN, token, "", ""));
            deliver(one);
        }
        one.store.held = false;
        world.pass(500);

        assertThat(claim.isComplete()).isTrue();
        assertThat(claim.succeeded()).isEqualTo(claims);
        if (!claims) {
            assertThat(claim.cause())
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining("others claim");
        }
    }

    /** Lets what is on its way arrive and be answered; what that asks next stays on its way. */
    private static void deliver(LeaseWorld.Node node) {
        node.store.held = false;
        node.store.arrive();
        node.store.held = true;
        node.store.answer();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    @DisplayName("[LEASE-5] after a pause checksMax leases are read again at once, the others after them")
    void checksAFew(int more, int later) {
        world.pass(3_000);
        for (int i = 0; i < LIMITS.checksMax() + more; i++) {
            var _ = one.keeper.claim("design-" + i);
        }
        world.pass(500);
        one.paused = true;
        world.pass(5_000);
        one.step();
        one.paused = false;
        one.step();
        one.store.answer();

        one.store.held = true;
        one.keeper.tick();

        assertThat(one.store.onTheWay()).isEqualTo(LIMITS.checksMax());
        deliver(one);
        one.keeper.tick();
        assertThat(one.store.onTheWay()).isEqualTo(later);
    }
}
