package io.meshplay.collab.store.mongo;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.StoreImport;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Fills an empty database from a backup. */
@AnyThread
final class MongoImport implements StoreImport {
    private final Collections collections;
    private final MongoLimits limits;
    private final MongoRecords records;
    private final Schema schema;
    private final Workers workers;

    MongoImport(Collections collections, MongoRecords records, Schema schema, Workers workers) {
        this.collections = collections;
        this.limits = collections.limits();
        this.records = records;
        this.schema = schema;
        this.workers = workers;
    }

    @Override
    public Future<Void> record(RecordCollection collection, StoredRecord record) {
        return records.restore(collection, record);
    }

    @Override
    public Future<Void> design(String designId, @Nullable Checkpoint checkpoint, List<JournalEntry> tail) {
        Ids.checked(designId);
        return workers.<Boolean>run(() -> {
                    journal(designId, tail);
                    if (checkpoint != null) {
                        checkpoint(checkpoint, tail);
                    }
                    return true;
                })
                .mapEmpty();
    }

    /** As many entries in one document as one may hold. */
    private void journal(String designId, List<JournalEntry> tail) {
        List<JournalEntry> together = new ArrayList<>();
        long bytes = 0;
        for (JournalEntry entry : tail) {
            JournalEntry unowned = new JournalEntry(designId, entry.sequence(), 0, entry.actor(), entry.payload());
            long more = Append.bytes(unowned);
            if (!together.isEmpty() && bytes + more > limits.inlineBytesMax()) {
                insert(designId, together);
                together.clear();
                bytes = 0;
            }
            together.add(unowned);
            bytes += more;
        }
        if (!together.isEmpty()) {
            insert(designId, together);
        }
    }

    private void insert(String designId, List<JournalEntry> entries) {
        Map<Long, BsonDocument> chunked = new HashMap<>();
        for (JournalEntry entry : entries) {
            if (Append.bytes(entry) > limits.inlineBytesMax()) {
                BsonDocument parts = new BsonDocument();
                collections.chunks().put(parts, Chunks.journal(designId), entry.sequence(), entry.payload(), 0);
                chunked.put(entry.sequence(), parts);
            }
        }
        collections.journal().insertOne(JournalDocument.of(entries, chunked));
    }

    /** What it says about the journal's end is of no owner: the first to come has a larger token. */
    private void checkpoint(Checkpoint checkpoint, List<JournalEntry> tail) {
        long end = tail.isEmpty() ? checkpoint.sequence() : tail.getLast().sequence();
        BsonDocument document =
                CheckpointReader.document(checkpoint, new Mark(checkpoint.sequence(), 0, new Head(end, 0)));
        collections
                .chunks()
                .put(
                        document,
                        Chunks.checkpoint(checkpoint.designId()),
                        checkpoint.sequence(),
                        checkpoint.payload(),
                        limits.inlineBytesMax());
        collections.checkpoints().insertOne(document);
    }

    @Override
    public Future<Void> finish() {
        return workers.<Boolean>run(() -> {
                    schema.whole();
                    return true;
                })
                .mapEmpty();
    }
}
