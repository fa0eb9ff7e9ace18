package io.meshplay.collab;

import io.meshplay.collab.backup.KeptCollections;
import io.meshplay.collab.cli.StorePlace;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the ports give back of a store: its records, and a design's checkpoint, entries around it and last sequence. */
record StoreContent(List<StoredRecord> records, Optional<Checkpoint> checkpoint, List<JournalEntry> tail, long last) {
    static StoreContent of(Vertx vertx, StorePlace place, String designId) {
        Store store = Outcome.of(Foundation.reading(vertx, place));
        try {
            List<StoredRecord> records = new ArrayList<>();
            for (RecordCollection collection : KeptCollections.ALL) {
                var all = new RecordQuery(
                        collection, Map.of(), Map.of(), List.of(new RecordQuery.Sort(null, false)), 0, 1_000);
                records.addAll(Outcome.of(store.records().find(all)).records());
            }
            Optional<Checkpoint> checkpoint = Outcome.of(store.checkpoints().get(designId));
            long after = Math.max(0, checkpoint.map(Checkpoint::sequence).orElse(0L) - 1);
            return new StoreContent(
                    records,
                    checkpoint,
                    Outcome.of(store.journal().read(designId, after, 1_000)),
                    Outcome.of(store.journal().lastSequence(designId)));
        } finally {
            Outcome.of(store.close());
        }
    }
}
