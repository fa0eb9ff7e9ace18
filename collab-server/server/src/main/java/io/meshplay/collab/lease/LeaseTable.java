package io.meshplay.collab.lease;

import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leases and node records in the store. Only inserts decide anything: they are exact on every store. */
final class LeaseTable {
    static final RecordCollection LEASES = new RecordCollection("leases", List.of("design"));
    static final RecordCollection NODES = new RecordCollection("nodes", List.of());

    private static final int NODES_MAX = 1_000;
    private static final int LEASES_MAX = 100;

    private final Store store;

    LeaseTable(Store store) {
        this.store = store;
    }

    /** {@return the leases of a design that are still stored, the newest first} */
    Future<List<Lease>> leases(String designId) {
        RecordQuery query = new RecordQuery(
                LEASES, Map.of("design", designId), Map.of(), List.of(new RecordQuery.Sort(null, true)), 0, LEASES_MAX);
        return store.records()
                .find(query)
                .map(page -> page.records().stream().map(Lease::of).toList());
    }

    /** {@return the first token of a design without a lease: above those of its journal, which another store may have written} */
    Future<Long> firstToken(String designId) {
        return store.journal()
                .lastSequence(designId)
                .compose(last -> last == 0
                        ? Future.succeededFuture(1L)
                        : store.journal().read(designId, last - 1, 1).map(LeaseTable::tokenAfter));
    }

    private static long tokenAfter(List<JournalEntry> entries) {
        return entries.isEmpty() ? 1 : entries.getLast().fencingToken() + 1;
    }

    /** Inserts a lease; fails with a conflict if the token is taken. */
    Future<Void> insert(Lease lease) {
        return store.records().put(LEASES, lease.id(), 0, lease.json()).mapEmpty();
    }

    /** Forgets leases that a newer one replaces; one that stays does no harm. */
    void forget(List<Lease> leases) {
        for (Lease lease : leases) {
            var _ = store.records().delete(LEASES, lease.id(), 1).otherwiseEmpty();
        }
    }

    Future<Optional<StoredRecord>> node(String nodeId) {
        return store.records().get(NODES, nodeId);
    }

    Future<List<StoredRecord>> nodes() {
        RecordQuery query = new RecordQuery(NODES, Map.of(), Map.of(), List.of(), 0, NODES_MAX);
        return store.records().find(query).map(page -> page.records());
    }

    Future<Long> put(NodeRecord node, long revision) {
        return store.records().put(NODES, node.id(), revision, node.json());
    }

    Future<Void> forgetNode(String nodeId, long revision) {
        return store.records().delete(NODES, nodeId, revision);
    }
}
