package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoreImport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A store in one SQLite file, {@code meshplay.db}, in write-ahead mode with a disk flush at each commit. Any thread; the
 * work is done by the threads {@code store-write} and {@code store-read-N}.
 */
public final class SqliteStore implements Store {
    private final DataDirectory directory;
    private final long fencingToken;
    private final Threads threads;
    private final Writer writer;
    private final Readers readers;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private final SqliteRecords records;
    private final boolean importing;
    private final long compaction;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Promise<Void> closed = Promise.promise();

    private SqliteStore(
            DataDirectory directory,
            long fencingToken,
            Threads threads,
            Writer writer,
            Readers readers,
            SqliteLimits limits,
            boolean importing) {
        this.directory = directory;
        this.fencingToken = fencingToken;
        this.threads = threads;
        this.writer = writer;
        this.readers = readers;
        this.journal = new SqliteJournal(threads, limits);
        this.checkpoints = new SqliteCheckpoints(threads);
        this.records = new SqliteRecords(threads, false);
        this.importing = importing;
        this.compaction = threads.vertx().setPeriodic(limits.logMoveInterval().toMillis(), _ -> moveLog());
    }

    /** Moves the write-ahead log into the database file from a reader, so that no commit waits for it. */
    private void moveLog() {
        var _ = threads.<Boolean>read(database -> {
            database.execute("PRAGMA wal_checkpoint(PASSIVE)");
            return true;
        });
    }

    /**
     * Opens the store of a data directory, which is created if need be.
     *
     * @param vertx on whose contexts callers are answered; it must outlive the store
     * @param dataDirectory held by this process alone until {@link #close}
     * @return fails with {@link StoreException.Refused} when the directory cannot be written, is in use by another
     *     process, or holds a database that is not this program's or of a newer format
     */
    public static Future<Store> open(Vertx vertx, Path dataDirectory) {
        return open(vertx, dataDirectory, SqliteLimits.DEFAULTS);
    }

    static Future<Store> open(Vertx vertx, Path dataDirectory, SqliteLimits limits) {
        return open(vertx, dataDirectory, limits, Migration.ALL);
    }

    static Future<Store> open(Vertx vertx, Path dataDirectory, SqliteLimits limits, List<Migration> migrations) {
        return vertx.executeBlocking(
                        () -> openBlocking(vertx, DataDirectory.claim(dataDirectory), limits, migrations, false))
                .map(store -> Objects.requireNonNull(store));
    }

    /**
     * Makes a store for a backup's content: {@link #importing}.
     *
     * @return fails with {@link StoreException.Refused} when the directory is there and not empty
     */
    public static Future<Store> create(Vertx vertx, Path dataDirectory) {
        return vertx.executeBlocking(() -> openBlocking(
                        vertx, DataDirectory.claimEmpty(dataDirectory), SqliteLimits.DEFAULTS, Migration.ALL, true))
                .map(store -> Objects.requireNonNull(store));
    }

    /**
     * Reads a data directory as it stands at this moment, while a server may go on with it.
     *
     * @return a store that only reads; its {@link Store#probe} checks the whole file; fails with
     *     {@link StoreException.Refused} when the directory holds no store of this program's format
     */
    public static Future<Store> snapshot(Vertx vertx, Path dataDirectory) {
        return vertx.executeBlocking(() -> SqliteSnapshot.open(vertx, dataDirectory, SqliteLimits.DEFAULTS))
                .map(store -> Objects.requireNonNull(store));
    }

    private static Store openBlocking(
            Vertx vertx, DataDirectory directory, SqliteLimits limits, List<Migration> migrations, boolean importing) {
        Failures failures = new Failures(directory.path());
        List<Database> databases = new ArrayList<>();
        try {
            Database writing = Database.open(directory.database(), limits);
            databases.add(writing);
            long fencingToken = new Schema(directory.database(), migrations).prepare(writing, limits);
            directory.flush();
            for (int count = 0; count < limits.readersCount(); count++) {
                databases.add(Database.open(directory.database(), limits));
            }
            Intake writes = new Intake(limits.queuedCallsMax(), limits.queuedBytesMax());
            Intake reads = new Intake(limits.queuedCallsMax(), limits.queuedBytesMax());
            Readers readers = Readers.start(databases.subList(1, databases.size()), reads, failures);
            Writer writer = Writer.start(writing, writes, failures, limits);
            Threads threads = new Threads(vertx, writes, reads, failures);
            return new SqliteStore(directory, fencingToken, threads, writer, readers, limits, importing);
        } catch (SQLException e) {
            abandon(directory, databases);
            StoreException failure = failures.of(e);
            throw failure instanceof StoreException.Corrupt
                    ? failure
                    : new StoreException.Refused(String.valueOf(failure.getMessage()), e);
        } catch (StoreException e) {
            abandon(directory, databases);
            throw e;
        }
    }

    private static void abandon(DataDirectory directory, List<Database> databases) {
        try (directory) {
            for (Database database : databases) {
                database.close();
            }
        } catch (SQLException _) {
            // The reason why the store did not open is the one to tell.
        }
    }

    Threads threads() {
        return threads;
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public long fencingToken() {
        return fencingToken;
    }

    @Override
    public StoreImport importing() {
        if (!importing) {
            return Store.super.importing();
        }
        return new SqliteImport(directory, threads, records);
    }

    /** Writes and flushes one row for real: a disk that is full or read-only fails here as it fails an edit. */
    @Override
    public Future<Void> probe() {
        return threads.<Integer>write(
                        0,
                        database -> database.update("INSERT INTO meta VALUES ('probes', 1)"
                                + " ON CONFLICT (name) DO UPDATE SET value = value + 1"))
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        if (closing.compareAndSet(false, true)) {
            threads.vertx().cancelTimer(compaction);
            threads.vertx()
                    .executeBlocking(this::closeBlocking)
                    .<Void>mapEmpty()
                    .onComplete(closed);
        }
        return closed.future();
    }

    private Boolean closeBlocking() throws InterruptedException {
        try (directory) {
            readers.close();
            writer.close();
            return true;
        } catch (SQLException e) {
            throw new Failures(directory.path()).of(e);
        }
    }
}
