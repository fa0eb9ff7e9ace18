package io.meshplay.collab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every store must do with its journal and checkpoints; the rules are numbered in docs/spec/store.md. */
public abstract class StoreContract extends RecordsContract {
    private static final String OTHER = "design-b";

    /** Loses one journal entry behind the store's back, while it is open. */
    protected abstract void loseEntry(String designId, long sequence);

    /** Changes a stored journal entry behind the store's back. */
    protected abstract void damageEntry(String designId, long sequence);

    /** Changes a stored checkpoint behind the store's back. */
    protected abstract void damageCheckpoint(String designId);

    @Test
    @DisplayName("[STORE-1] an append that completed is there after a restart, byte for byte")
    void keepsWhatWasAppended() {
        JournalEntry written = new JournalEntry(DESIGN, 1, store().fencingToken(), "zoë", new byte[] {0, -1, 7});
        Outcome.of(store().journal().append(List.of(written)));

        reopen();

        JournalEntry read = Outcome.of(store().journal().read(DESIGN, 0, 10)).getFirst();
        assertThat(read).usingRecursiveComparison().isEqualTo(written);
    }

    @Test
    @DisplayName("[STORE-3] a sequence that does not follow the design's newest is a conflict")
    void refusesASequenceThatDoesNotFollow() {
        append(DESIGN, 1, 2);

        Future<Void> skipped = store().journal().append(List.of(entry(DESIGN, 4)));

        assertThatThrownBy(() -> Outcome.of(skipped)).isInstanceOf(StoreException.Conflict.class);
        assertThat(sequences(DESIGN, 0)).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("[STORE-4] a refused call stores none of its entries and takes nothing from calls beside it")
    void storesACallWhollyOrNotAtAll() {
        append(DESIGN, 1, 1);

        Future<Void> refused = store().journal().append(List.of(entry(OTHER, 1), entry(DESIGN, 2), entry(DESIGN, 4)));
        Future<Void> beside = store().journal().append(List.of(entry(DESIGN, 2)));

        assertThatThrownBy(() -> Outcome.of(refused)).isInstanceOf(StoreException.Conflict.class);
        Outcome.of(beside);
        assertThat(sequences(DESIGN, 0)).containsExactly(1L, 2L);
        assertThat(sequences(OTHER, 0)).isEmpty();
    }

    @Test
    @DisplayName("[STORE-5] an entry under an older fencing token than the design's newest is a conflict")
    void refusesAStaleOwner() {
        JournalEntry stale = entry(DESIGN, 2);
        append(DESIGN, 1, 1);
        reopen();
        append(DESIGN, 2, 2);

        Future<Void> late = store().journal()
                .append(List.of(new JournalEntry(DESIGN, 3, stale.fencingToken(), "ada", stale.payload())));

        assertThatThrownBy(() -> Outcome.of(late)).isInstanceOf(StoreException.Conflict.class);
        assertThat(sequences(DESIGN, 0)).containsExactly(1L, 2L);
    }

    @Test
    @DisplayName("[STORE-6] an entry that is repeated byte for byte counts as appended, one that differs is a conflict")
    void takesARepeatedEntryOnce() {
        append(DESIGN, 1, 3);

        append(DESIGN, 2, 4);
        Future<Void> other = store().journal()
                .append(List.of(new JournalEntry(DESIGN, 2, store().fencingToken(), "ada", new byte[] {1})));

        assertThatThrownBy(() -> Outcome.of(other)).isInstanceOf(StoreException.Conflict.class);
        assertThat(sequences(DESIGN, 0)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    @DisplayName("[STORE-7] read starts after the given sequence, ascends and returns at most what was asked for")
    void readsAPart() {
        append(DESIGN, 1, 20);

        List<JournalEntry> part = Outcome.of(store().journal().read(DESIGN, 5, 3));

        assertThat(part).extracting(JournalEntry::sequence).containsExactly(6L, 7L, 8L);
        assertThat(sequences(DESIGN, 20)).isEmpty();
    }

    @Test
    @DisplayName("[STORE-8] a gap in the middle, at the end or at the front is corrupt, never a shorter journal")
    void detectsGaps() {
        append(DESIGN, 1, 5);
        append(OTHER, 1, 5);
        loseEntry(DESIGN, 3);
        loseEntry(OTHER, 5);

        assertThatThrownBy(() -> sequences(DESIGN, 0)).isInstanceOf(StoreException.Corrupt.class);
        assertThatThrownBy(() -> sequences(DESIGN, 2)).isInstanceOf(StoreException.Corrupt.class);
        assertThatThrownBy(() -> sequences(OTHER, 0)).isInstanceOf(StoreException.Corrupt.class);
        assertThatThrownBy(() -> sequences(OTHER, 6)).isInstanceOf(StoreException.Corrupt.class);
        assertThat(sequences(DESIGN, 3)).containsExactly(4L, 5L);
    }

    @Test
    @DisplayName("[STORE-9] an entry whose bytes changed on disk is corrupt")
    void detectsADamagedEntry() {
        append(DESIGN, 1, 3);
        damageEntry(DESIGN, 2);

        assertThatThrownBy(() -> sequences(DESIGN, 0)).isInstanceOf(StoreException.Corrupt.class);
        assertThat(sequences(DESIGN, 2)).containsExactly(3L);
    }

    @Test
    @DisplayName("[STORE-10] trim forgets what the checkpoint holds; the newest sequence is known ever after")
    void trimsBelowTheCheckpoint() {
        append(DESIGN, 1, 6);
        checkpoint(DESIGN, 6);

        Outcome.of(store().journal().trim(DESIGN, 7));
        reopen();

        assertThat(Outcome.of(store().journal().lastSequence(DESIGN))).isEqualTo(6);
        assertThat(sequences(DESIGN, 6)).isEmpty();
        assertThatThrownBy(() -> sequences(DESIGN, 0)).isInstanceOf(StoreException.Corrupt.class);
        append(DESIGN, 7, 7);
        assertThat(sequences(DESIGN, 6)).containsExactly(7L);
    }

    @Test
    @DisplayName("[STORE-11] trim of what no sound checkpoint holds is refused and forgets nothing")
    void refusesToTrimAboveTheCheckpoint() {
        append(DESIGN, 1, 6);
        append(OTHER, 1, 6);
        checkpoint(DESIGN, 3);
        checkpoint(OTHER, 6);
        damageCheckpoint(OTHER);

        Future<Void> above = store().journal().trim(DESIGN, 5);
        Future<Void> damaged = store().journal().trim(OTHER, 5);

        assertThatThrownBy(() -> Outcome.of(above)).isInstanceOf(StoreException.Conflict.class);
        assertThatThrownBy(() -> Outcome.of(damaged)).isInstanceOf(StoreException.Corrupt.class);
        assertThat(sequences(DESIGN, 0)).hasSize(6);
        assertThat(sequences(OTHER, 0)).hasSize(6);
    }

    @Test
    @DisplayName("[STORE-12] a checkpoint moves forward only, and never above the journal")
    void movesTheCheckpointForward() {
        append(DESIGN, 1, 6);
        checkpoint(DESIGN, 4);

        assertThatThrownBy(() -> checkpoint(DESIGN, 3)).isInstanceOf(StoreException.Conflict.class);
        assertThatThrownBy(() -> checkpoint(DESIGN, 7)).isInstanceOf(StoreException.Conflict.class);
        checkpoint(DESIGN, 5);
        reopen();

        Checkpoint stored = Outcome.of(store().checkpoints().get(DESIGN)).orElseThrow();
        assertThat(stored.sequence()).isEqualTo(5);
        assertThat(stored.payload()).asString().isEqualTo("state 5");
        assertThat(Outcome.of(store().checkpoints().get(OTHER))).isEmpty();
    }

    @Test
    @DisplayName("[STORE-13] a checkpoint whose bytes changed on disk is corrupt, never empty")
    void detectsADamagedCheckpoint() {
        append(DESIGN, 1, 1);
        checkpoint(DESIGN, 1);
        damageCheckpoint(DESIGN);

        Future<?> read = store().checkpoints().get(DESIGN);

        assertThatThrownBy(() -> Outcome.of(read)).isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    @DisplayName("[STORE-14] delete forgets checkpoint and journal of one design; a late append to it is a conflict")
    void deletesADesign() {
        append(DESIGN, 1, 3);
        append(OTHER, 1, 1);
        checkpoint(DESIGN, 2);

        Outcome.of(store().checkpoints().delete(DESIGN));

        assertThat(Outcome.of(store().checkpoints().get(DESIGN))).isEmpty();
        assertThat(Outcome.of(store().journal().lastSequence(DESIGN))).isZero();
        assertThat(sequences(OTHER, 0)).containsExactly(1L);
        assertThatThrownBy(() -> append(DESIGN, 4, 4)).isInstanceOf(StoreException.Conflict.class);
    }

    @Test
    @DisplayName("[STORE-23] the fencing token grows at each opening")
    void growsTheFencingToken() {
        long first = store().fencingToken();

        reopen();

        assertThat(store().fencingToken()).isGreaterThan(first);
    }

    @Test
    @DisplayName("[STORE-24] a future completes on the context of its caller, whether it succeeds or fails")
    void completesOnTheCallersContext() {
        Store store = store();
        Context caller = vertx().getOrCreateContext();
        List<Promise<Boolean>> onCaller = List.of(Promise.promise(), Promise.promise(), Promise.promise());

        caller.runOnContext(_ -> {
            List<Future<?>> calls = List.of(
                    store.journal().append(List.of(entry(DESIGN, 1))),
                    store.journal().append(List.of(entry(DESIGN, 9))),
                    store.journal().lastSequence(DESIGN));
            for (int index = 0; index < calls.size(); index++) {
                Promise<Boolean> promise = onCaller.get(index);
                calls.get(index).onComplete(_ -> promise.complete(caller.equals(Vertx.currentContext())));
            }
        });

        for (Promise<Boolean> promise : onCaller) {
            assertThat(Outcome.of(promise.future())).isTrue();
        }
    }

    @Test
    @DisplayName("[STORE-25] close writes what was accepted; later calls fail as unavailable")
    void writesWhatWasAcceptedBeforeItCloses() {
        Store store = store();
        List<Future<Void>> accepted = new ArrayList<>();
        for (long sequence = 1; sequence <= 100; sequence++) {
            accepted.add(store.journal().append(List.of(entry(DESIGN, sequence))));
        }

        Outcome.of(store.close());

        accepted.forEach(Outcome::of);
        assertThatThrownBy(() -> Outcome.of(store.probe())).isInstanceOf(StoreException.Unavailable.class);
        reopen();
        Outcome.of(store().probe());
        assertThat(sequences(DESIGN, 0)).hasSize(100);
    }
}
