package io.meshplay.collab.lease;

import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A journal that says "stored" only while the lease holds. The store alone refuses a stale owner where its entry's place is
 * taken; a place whose entry was trimmed is free again, so after each append the lease is asked for, and an append under a
 * lease that is lost is a conflict. Reads are asked likewise: what a stale owner finds of its own entries proves nothing.
 */
@AnyThread
final class FencedJournal implements Journal {
    private final Journal journal;
    private final LeaseCheck leases;

    FencedJournal(Journal journal, LeaseCheck leases) {
        this.journal = journal;
        this.leases = leases;
    }

    @Override
    public Future<Void> append(List<JournalEntry> batch) {
        Map<String, Long> tokens = new HashMap<>();
        for (JournalEntry entry : batch) {
            if (leases.token(entry.designId()) != entry.fencingToken()) {
                return Future.failedFuture(lost(entry.designId()));
            }
            tokens.put(entry.designId(), entry.fencingToken());
        }
        return journal.append(batch).compose(_ -> {
            List<Future<Void>> held = new ArrayList<>();
            tokens.forEach((designId, token) -> held.add(require(designId, token)));
            return Future.all(held).mapEmpty();
        });
    }

    private Future<Void> require(String designId, long token) {
        return leases.holds(designId, token)
                .compose(holds -> holds ? Future.succeededFuture() : Future.failedFuture(lost(designId)));
    }

    private static StoreException lost(String designId) {
        return new StoreException.Conflict("the lease of " + designId + " is not this node's");
    }

    @Override
    public Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax) {
        long token = leases.token(designId);
        return journal.read(designId, afterSequence, entriesMax)
                .compose(entries -> require(designId, token).map(entries));
    }

    @Override
    public Future<Long> lastSequence(String designId) {
        return journal.lastSequence(designId);
    }

    @Override
    public Future<Void> trim(String designId, long belowSequence) {
        return journal.trim(designId, belowSequence);
    }
}
