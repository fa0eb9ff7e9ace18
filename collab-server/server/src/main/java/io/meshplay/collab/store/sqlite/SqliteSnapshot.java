package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * A data directory as it stood at one moment, for reading: beside a server that goes on writing, without a lock on the
 * directory. Writes fail. Any thread.
 */
final class SqliteSnapshot implements Store {
    private final Vertx vertx;
    private final Path file;
    private final Threads threads;
    private final Readers readers;

    private SqliteSnapshot(Vertx vertx, Path file, Threads threads, Readers readers) {
        this.vertx = vertx;
        this.file = file;
        this.threads = threads;
        this.readers = readers;
    }

    /** Blocks. */
    static Store open(Vertx vertx, Path directory, SqliteLimits limits) {
        Path file = directory.resolve(DataDirectory.DATABASE_FILE);
        if (!Files.isRegularFile(file)) {
            throw new StoreException.Refused(directory + " holds no store: choose another --data", null);
        }
        if (DataDirectory.unfinished(directory)) {
            throw new StoreException.Refused(directory + " was being restored and is not whole", null);
        }
        Failures failures = new Failures(directory);
        try {
            Database database = Database.open(file, limits);
            try {
                new Schema(file, Migration.ALL).requireCurrent(database);
                Intake reads = new Intake(limits.queuedCallsMax(), limits.queuedBytesMax());
                Intake writes = new Intake(1, 1);
                writes.close();
                Readers readers = Readers.start(List.of(database), reads, failures, true);
                return new SqliteSnapshot(vertx, file, new Threads(vertx, writes, reads, failures), readers);
            } catch (SQLException | StoreException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failures.of(e);
        }
    }

    @Override
    public Journal journal() {
        return new SqliteJournal(threads, SqliteLimits.DEFAULTS);
    }

    @Override
    public Checkpoints checkpoints() {
        return new SqliteCheckpoints(threads);
    }

    @Override
    public Records records() {
        return new SqliteRecords(threads, true);
    }

    @Override
    public long fencingToken() {
        return 0;
    }

    /** Nothing can be written; what can be asked is whether the file is sound, page by page. */
    @Override
    public Future<Void> probe() {
        return threads.<Boolean>read(database -> {
                    String verdict = database.first("PRAGMA integrity_check(1)", row -> row.getString(1))
                            .orElse("no verdict");
                    if (!verdict.equals("ok")) {
                        throw new StoreException.Corrupt(file + " is damaged: " + verdict, null);
                    }
                    return true;
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        return vertx.executeBlocking(() -> {
                    readers.close();
                    return true;
                })
                .mapEmpty();
    }
}
