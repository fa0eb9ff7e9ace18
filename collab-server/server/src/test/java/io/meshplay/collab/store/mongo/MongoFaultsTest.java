package io.meshplay.collab.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Ferret;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that dies, stops and comes back under a store that stays open. The server is always a FerretDB of our own. */
final class MongoFaultsTest {
    private static final MongoLimits LIMITS = new MongoLimits(
            20,
            1 << 20,
            1_000,
            1 << 20,
            1 << 20,
            1 << 20,
            100,
            100,
            4,
            4,
            Duration.ofMillis(500),
            Duration.ofMillis(1_500));
    private static final String DESIGN = "design-a";
    private static final long SEED = Long.getLong("seed", 42);
    private static final int KILLS = Integer.getInteger("store.kills", 5);
    private static final int KILLS_SLOW = 100;

    private final Vertx vertx = Vertx.vertx();
    private final Ferret ferret = Ferret.start();
    private final Store store =
            Outcome.of(MongoStore.open(vertx, MongoOptions.of(ferret.address("faults"), "red", ""), LIMITS));

    @AfterEach
    void end() {
        Outcome.of(store.close());
        Outcome.of(vertx.close());
        ferret.close();
    }

    @Test
    @DisplayName(
            "[STORE-42] a server that is gone fails every call as unavailable, and the store goes on when it is back")
    void goesOnWhenTheServerIsBack() {
        Outcome.of(store.journal().append(List.of(entry(1))));
        ferret.kill();

        for (Future<?> call : List.of(
                store.journal().append(List.of(entry(2))),
                store.journal().lastSequence(DESIGN),
                store.checkpoints().get(DESIGN),
                store.probe())) {
            assertThatThrownBy(() -> Outcome.of(call)).isInstanceOf(StoreException.Unavailable.class);
        }
        ferret.restart();

        until(() -> store.journal().append(List.of(entry(2))));
        assertThat(sequences()).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("[STORE-2] kill -9 of the server loses no acknowledged append; one of unknown outcome is repeated")
    void losesNothingWhenTheServerIsKilled() {
        survive(KILLS);
    }

    @Test
    @Tag("rig")
    @DisplayName("[STORE-2] a hundred kills of the server lose no acknowledged append")
    void losesNothingInAHundredKills() {
        survive(KILLS_SLOW);
    }

    private void survive(int kills) {
        SplittableRandom random = new SplittableRandom(SEED);
        long next = 1;
        long checked = 0;
        for (int round = 0; round < kills; round++) {
            int before = 1 + random.nextInt(40);
            for (int count = 0; count < before; count++) {
                Outcome.of(store.journal().append(List.of(entry(next))));
                next++;
            }
            Future<Void> unknown = store.journal().append(List.of(entry(next), entry(next + 1)));
            if (random.nextBoolean()) {
                Thread.onSpinWait();
            }
            ferret.kill();
            ferret.restart();
            succeeds(unknown);
            long first = next;
            until(() -> store.journal().append(List.of(entry(first), entry(first + 1))));
            next += 2;

            List<JournalEntry> stored = Outcome.of(store.journal().read(DESIGN, checked, 10_000));
            assertThat(stored).as("seed %d, round %d", SEED, round).hasSize((int) (next - 1 - checked));
            for (JournalEntry entry : stored) {
                assertThat(entry).usingRecursiveComparison().isEqualTo(entry(entry.sequence()));
            }
            checked = next - 1;
            Outcome.of(store.checkpoints().put(new Checkpoint(DESIGN, checked, new byte[] {1})));
            Outcome.of(store.journal().trim(DESIGN, checked + 1));
        }
    }

    @Test
    @DisplayName(
            "[STORE-31] before a server that stands still the queue fills up; one more call is unavailable at once")
    void refusesMoreThanItsBound() {
        int designs = 3 * LIMITS.queuedCallsMax();
        for (int design = 0; design < designs; design++) {
            Outcome.of(store.journal().append(List.of(entryOf(design, 1))));
        }
        ferret.pause();
        List<Future<Void>> calls = new ArrayList<>();
        for (int design = 0; design < designs; design++) {
            calls.add(store.journal().append(List.of(entryOf(design, 2))));
        }

        long refused = calls.stream().filter(Future::failed).count();
        ferret.resume();

        // One insert is under way with what the queue held at most, and behind it the queue is full again.
        assertThat(refused).isBetween((long) LIMITS.queuedCallsMax(), (long) designs - 1);
        for (int design = 0; design < designs; design++) {
            boolean appended = succeeds(calls.get(design));
            long last = Outcome.of(store.journal().lastSequence("design-" + design));
            assertThat(last).isBetween(appended ? 2L : 1L, 2L);
        }
    }

    @Test
    @DisplayName(
            "[STORE-42] a server that stands still fails a call within its time limit; repeating it stores it once")
    void givesUpOnASilentServer() {
        Outcome.of(store.journal().append(List.of(entry(1))));
        ferret.pause();

        Future<Void> silent = store.journal().append(List.of(entry(2)));
        assertThatThrownBy(() -> Outcome.of(silent)).isInstanceOf(StoreException.Unavailable.class);
        ferret.resume();

        until(() -> store.journal().append(List.of(entry(2))));
        until(() -> store.journal().append(List.of(entry(3))));
        assertThat(sequences()).containsExactly(1L, 2L, 3L);
    }

    private JournalEntry entry(long sequence) {
        byte[] payload = new byte[64];
        new SplittableRandom(sequence).nextBytes(payload);
        return new JournalEntry(DESIGN, sequence, store.fencingToken(), "ada", payload);
    }

    private JournalEntry entryOf(int design, long sequence) {
        return new JournalEntry("design-" + design, sequence, store.fencingToken(), "ada", new byte[64]);
    }

    private List<Long> sequences() {
        return Outcome.of(store.journal().read(DESIGN, 0, 1_000)).stream()
                .map(JournalEntry::sequence)
                .toList();
    }

    /** Repeats what is unavailable, as a room does. */
    private static void until(Supplier<Future<Void>> call) {
        for (int attempt = 0; attempt < 20; attempt++) {
            if (succeeds(call.get())) {
                return;
            }
        }
        Outcome.of(call.get());
    }

    private static boolean succeeds(Future<Void> call) {
        try {
            Outcome.of(call);
            return true;
        } catch (StoreException.Unavailable _) {
            return false;
        }
    }
}
