package io.meshplay.collab.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.room.OwnedElsewhereException;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lease state machine under a clock and a store that the test drives. */
final class LeaseKeeperTest {
    private static final String DESIGN = "design-one";

    private final LeaseWorld world = new LeaseWorld(1);
    private final LeaseWorld.Node one = world.node("one");
    private final LeaseWorld.Node two = world.node("two");

    private static long taken(Future<Long> claim) {
        assertThat(claim.isComplete()).as("claim has come to an end").isTrue();
        return claim.succeeded() ? claim.result() : -1;
    }

    private long claimed(LeaseWorld.Node node) {
        Future<Long> claim = node.keeper.claim(DESIGN);
        world.pass(500);
        return taken(claim);
    }

    /** Passes time in small steps until a claim by {@code node} succeeds. Returns how long it took, in milliseconds. */
    private long millisUntilTaken(LeaseWorld.Node node, long atMost) {
        long from = world.now();
        Future<Long> claim = node.keeper.claim(DESIGN);
        while (world.now() - from <= atMost) {
            world.pass(LeaseWorld.STEP_MILLIS);
            if (claim.succeeded()) {
                return world.now() - from;
            }
            if (claim.failed()) {
                claim = node.keeper.claim(DESIGN);
            }
        }
        return Long.MAX_VALUE;
    }

    @Test
    @DisplayName("[LEASE-1] of nodes that claim at the same moment exactly one wins")
    void letsOneWin() {
        List<LeaseWorld.Node> many = new ArrayList<>(List.of(one, two));
        for (int i = 0; i < 8; i++) {
            many.add(world.node("more-" + i));
        }
        world.pass(3_000);

        List<Future<Long>> claims =
                many.stream().map(node -> node.keeper.claim(DESIGN)).toList();
        world.pass(500);

        assertThat(claims.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(claims.stream().filter(Future::failed).map(Future::cause))
                .hasSize(9)
                .allMatch(failure -> failure instanceof OwnedElsewhereException);
        assertThat(world.trusting(DESIGN)).hasSize(1);
    }

    @Test
    @DisplayName("[LEASE-2] while its owner lives a design is refused with the owner's address")
    void refusesWhatIsOwned() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);

        Future<Long> second = two.keeper.claim(DESIGN);
        world.pass(20_000);

        assertThat(second.cause())
                .isInstanceOfSatisfying(
                        OwnedElsewhereException.class,
                        owned -> assertThat(owned.address()).isEqualTo("10.0.0.0:8480"));
        assertThat(world.trusting(DESIGN)).containsExactly(one);
    }

    @ParameterizedTest
    @MethodSource("killTimes")
    @DisplayName("[LEASE-3] a dead owner's design is taken within 2.2 s, under a larger token")
    void takesOver(long killAt) {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        world.pass(killAt);

        one.killed = true;
        long took = millisUntilTaken(two, 10_000);

        assertThat(took).isBetween(1_500L, 2_200L);
        assertThat(two.keeper.token(DESIGN)).isEqualTo(2);
        assertThat(two.died).containsExactly("one");
        assertThat(world.trusting(DESIGN)).containsExactly(two);
    }

    static LongStream killTimes() {
        return LongStream.range(0, 10).map(i -> i * LeaseWorld.STEP_MILLIS);
    }

    @Test
    @DisplayName("[LEASE-4] what is given back is taken at once, under a larger token")
    void handsOver() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);

        Future<Void> released = one.keeper.release(DESIGN);
        long took = millisUntilTaken(two, 10_000);

        assertThat(released.succeeded()).isTrue();
        assertThat(took).isLessThanOrEqualTo(4 * LeaseWorld.STEP_MILLIS);
        assertThat(two.keeper.token(DESIGN)).isEqualTo(3);
    }

    @Test
    @DisplayName("[LEASE-5] an owner that stood still trusts its lease no more, and loses it once it goes on")
    void findsOutThatItStoodStill() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        one.paused = true;
        world.pass(1_500);
        assertThat(world.trusting(DESIGN)).isEmpty();
        assertThat(millisUntilTaken(two, 10_000)).isLessThan(3_000);

        one.paused = false;
        Future<Boolean> check = one.keeper.check(DESIGN, 1);
        world.pass(1_000);

        assertThat(check.result()).isFalse();
        assertThat(one.lost).containsExactly(DESIGN);
        assertThat(one.keeper.token(DESIGN)).isZero();
    }

    @Test
    @DisplayName("[LEASE-5] an owner that stood still keeps what nobody took, after reading it again")
    void keepsWhatNobodyTook() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        one.paused = true;
        world.pass(30_000);

        one.paused = false;
        world.pass(1_000);

        assertThat(one.lost).isEmpty();
        assertThat(world.trusting(DESIGN)).containsExactly(one);
    }

    @Test
    @DisplayName("[LEASE-6] who takes a lease from an owner that lives after all waits until that one knows")
    void tellsAnOwnerThatLives() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        one.paused = true;
        world.pass(2_700);
        Future<Long> claim = two.keeper.claim(DESIGN);
        // the decision has been made, its insert is on its way
        world.pass(LeaseWorld.STEP_MILLIS);
        two.store.held = true;
        two.paused = true;
        one.paused = false;
        world.pass(900);
        two.store.held = false;
        two.paused = false;
        while (!claim.isComplete()) {
            world.pass(LeaseWorld.STEP_MILLIS);
            assertThat(world.trusting(DESIGN)).hasSizeLessThanOrEqualTo(1);
        }
        world.pass(1_000);

        assertThat(world.trusting(DESIGN)).hasSize(1);
        if (claim.succeeded()) {
            assertThat(one.lost).containsExactly(DESIGN);
        }
    }

    @Test
    @DisplayName("[LEASE-7] who did not look calls nobody dead")
    void doesNotJudgeBlindly() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        two.paused = true;
        world.pass(10_000);

        two.paused = false;
        Future<Long> claim = two.keeper.claim(DESIGN);
        world.pass(100);

        assertThat(claim.failed()).isTrue();
        assertThat(two.died).isEmpty();
    }

    @Test
    @DisplayName("[LEASE-7] a look that comes late throws no silence away that was seen before it")
    void keepsTheSilenceItSaw() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        one.killed = true;
        world.pass(1_500);
        two.store.held = true;
        world.pass(1_300);
        two.store.held = false;

        assertThat(millisUntilTaken(two, 10_000)).isLessThanOrEqualTo(1_000);
    }

    @Test
    @DisplayName("[LEASE-7] a store that was away kills no node, and every lease is kept")
    void survivesTheStore() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);

        world.storeAway = true;
        world.pass(10_000);
        assertThat(world.trusting(DESIGN)).isEmpty();
        world.storeAway = false;
        Future<Long> claim = two.keeper.claim(DESIGN);
        world.pass(3_000);

        assertThat(claim.failed()).isTrue();
        assertThat(one.lost).isEmpty();
        assertThat(world.trusting(DESIGN)).containsExactly(one);
    }

    @Test
    @DisplayName("[LEASE-8] a jump of the owner's wall clock is taken for a pause")
    void distrustsAWallClockThatJumped() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        assertThat(world.trusting(DESIGN)).containsExactly(one);

        one.wallOffset = 60_000;

        assertThat(world.trusting(DESIGN)).isEmpty();
        world.pass(2_000);
        assertThat(world.trusting(DESIGN)).containsExactly(one);
        assertThat(one.lost).isEmpty();
    }

    @Test
    @DisplayName("[LEASE-9] a lease inserted late under a token that was forgotten is no lease")
    void ignoresALateInsert() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        world.pass(1_000);
        var _ = one.keeper.release(DESIGN);
        world.pass(200);
        // it has read that token 3 is next, and its insert arrives only after tokens 3 and 4 have come and gone
        Future<Long> late = two.keeper.claim(DESIGN);
        two.store.held = true;
        world.pass(200);
        assertThat(claimed(one)).isEqualTo(3);
        var _ = one.keeper.release(DESIGN);
        world.pass(200);
        assertThat(claimed(one)).isEqualTo(5);
        assertThat(world.holdsRecord("leases", DESIGN + "/0000000000000003")).isFalse();
        two.store.held = false;
        world.pass(2_000);

        assertThat(late.failed()).isTrue();
        assertThat(two.keeper.token(DESIGN)).isZero();
        assertThat(world.trusting(DESIGN)).containsExactly(one);
    }

    @Test
    @DisplayName("[LEASE-10] the first token of a design is above those of its journal")
    void beginsAboveTheJournal() {
        world.journaledToken = 41;
        world.pass(3_000);

        assertThat(claimed(one)).isEqualTo(42);
    }

    @Test
    @DisplayName(
            "[LEASE-11] a node does not start beside one of another secret, address or time; the line says what to do")
    void refusesToStart() {
        world.pass(3_000);

        assertThat(started("10.0.0.9:1", "another secret", 0).cause())
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("another cluster secret");
        assertThat(started("10.0.0.0:8480", "secret", 0).cause()).hasMessageContaining("its own --node-address");
        assertThat(started("10.0.0.8:1", "secret", -20_000).cause())
                .hasMessageContaining("ms behind that of the node at 10.0.0.0:8480")
                .hasMessageContaining("NTP");
        assertThat(started("", "", 0).cause()).hasMessageContaining("--node-port");
        assertThat(started("10.0.0.7:1", "secret", 1_000).succeeded()).isTrue();
    }

    private Future<Void> started(String address, String cluster, long wallOffset) {
        LeaseWorld.Node node = world.node(address + cluster, address, cluster, wallOffset);
        world.pass(2_000);
        return node.keeper.started();
    }

    @Test
    @DisplayName("[LEASE-12] a dead node's record is forgotten after a minute, and its leases can still be taken")
    void forgetsTheDead() {
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        one.killed = true;

        world.pass(70_000);

        assertThat(world.holdsRecord("nodes", "one")).isFalse();
        assertThat(world.holdsRecord("nodes", "two")).isTrue();
        assertThat(millisUntilTaken(two, 3_000)).isLessThan(500);
    }

    @Test
    @DisplayName("[LEASE-13] an append whose answer finds the lease lost is a conflict, whatever the store said")
    void fencesAnAppendAtATrimmedPlace() {
        FencedJournal journal = fenced(one);
        world.pass(3_000);
        assertThat(claimed(one)).isEqualTo(1);
        JournalEntry entry = new JournalEntry(DESIGN, 7, 1, "local", new byte[0]);
        Future<Void> good = journal.append(List.of(entry));
        world.pass(100);
        // written by the store, and the owner stops before it hears of it
        Future<Void> stale = journal.append(List.of(entry));
        one.paused = true;
        assertThat(millisUntilTaken(two, 10_000)).isLessThan(3_000);

        one.paused = false;
        world.pass(1_000);
        Future<List<JournalEntry>> read = journal.read(DESIGN, 6, 1);
        Future<Void> next = journal.append(List.of(entry));
        world.pass(1_000);

        assertThat(good.succeeded()).isTrue();
        assertThat(stale.cause()).isInstanceOf(StoreException.Conflict.class);
        assertThat(read.cause()).isInstanceOf(StoreException.Conflict.class);
        assertThat(next.cause()).isInstanceOf(StoreException.Conflict.class);
    }

    private static FencedJournal fenced(LeaseWorld.Node node) {
        return new FencedJournal(node.store.journal(), new LeaseCheck() {
            @Override
            public long token(String designId) {
                return node.keeper.token(designId);
            }

            @Override
            public Future<Boolean> holds(String designId, long token) {
                return node.keeper.trusts(designId, token)
                        ? Future.succeededFuture(true)
                        : node.keeper.check(designId, token);
            }
        });
    }

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("lease.seeds", 300));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("[LEASE-14] under pauses, slow calls and a store that goes away two nodes never trust one design")
    void neverTwoOwners(long seed) {
        LeaseWorld storm = new LeaseWorld(seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3; i++) {
            storm.node("node-" + i);
        }
        storm.delayMax = random.nextInt(6);
        storm.pass(3_000);
        Map<LeaseWorld.Node, Future<Long>> claims = new HashMap<>();
        long newest = 0;
        for (int step = 0; step < 1_200; step++) {
            LeaseWorld.Node node = storm.nodes.get(random.nextInt(3));
            switch (random.nextInt(40)) {
                case 0, 1 -> node.paused = true;
                case 2 -> node.store.held = true;
                case 3, 4, 5 -> storm.nodes.forEach(each -> each.paused = false);
                case 6, 7 -> storm.nodes.forEach(each -> each.store.held = false);
                case 8 -> storm.storeAway = random.nextInt(4) == 0;
                case 9 -> {
                    if (!node.paused) {
                        var _ = node.keeper.release(DESIGN);
                    }
                }
                default -> {
                    Future<Long> before = claims.get(node);
                    if (!node.paused && (before == null || before.isComplete())) {
                        claims.put(node, node.keeper.claim(DESIGN));
                    }
                }
            }
            storm.pass(LeaseWorld.STEP_MILLIS);
            assertThat(storm.trusting(DESIGN)).as("seed %d step %d", seed, step).hasSizeLessThanOrEqualTo(1);
            for (LeaseWorld.Node trusting : storm.trusting(DESIGN)) {
                long token = trusting.keeper.token(DESIGN);
                assertThat(token).as("seed %d step %d", seed, step).isGreaterThanOrEqualTo(newest);
                newest = token;
            }
        }
        storm.storeAway = false;
        storm.nodes.forEach(each -> {
            each.paused = false;
            each.store.held = false;
        });
        storm.pass(10_000);
        storm.nodes.forEach(each -> claims.put(each, each.keeper.claim(DESIGN)));
        storm.pass(10_000);
        assertThat(storm.trusting(DESIGN)).as("seed %d heals", seed).hasSize(1);
    }
}
