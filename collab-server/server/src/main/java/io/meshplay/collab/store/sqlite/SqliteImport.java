package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.StoreImport;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills a new database from a backup. Any thread. */
final class SqliteImport implements StoreImport {
    private final DataDirectory directory;
    private final Threads threads;
    private final SqliteRecords records;

    SqliteImport(DataDirectory directory, Threads threads, SqliteRecords records) {
        this.directory = directory;
        this.threads = threads;
        this.records = records;
    }

    @Override
    public Future<Void> record(RecordCollection collection, StoredRecord record) {
        return records.restore(collection, record);
    }

    @Override
    public Future<Void> design(String designId, @Nullable Checkpoint checkpoint, List<JournalEntry> tail) {
        List<JournalEntry> unowned = tail.stream()
                .map(entry -> new JournalEntry(designId, entry.sequence(), 0, entry.actor(), entry.payload()))
                .toList();
        long bytes = checkpoint == null ? 0 : checkpoint.payload().length;
        for (JournalEntry entry : unowned) {
            bytes += entry.payload().length;
        }
        return threads.<Boolean>write(bytes, database -> {
                    SqliteJournal.restore(database, designId, unowned);
                    return checkpoint == null || SqliteCheckpoints.put(database, checkpoint);
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> finish() {
        return threads.vertx()
                .executeBlocking(() -> {
                    directory.whole();
                    return true;
                })
                .mapEmpty();
    }
}
