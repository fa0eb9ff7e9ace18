package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.StoreException;
import java.sql.SQLException;
import java.util.List;

/**
 * The one thread that writes. What waits is run in one transaction and made durable by one disk flush (group commit): so
 * the flushes per second are bounded by the disk, and the calls per second are not. Its own thread; {@link #start} gives it
 * the connection.
 */
final class Writer {
    private final Database database;
    private final Intake intake;
    private final Failures failures;
    private final SqliteLimits limits;
    private final Thread thread;

    private Writer(Database database, Intake intake, Failures failures, SqliteLimits limits) {
        this.database = database;
        this.intake = intake;
        this.failures = failures;
        this.limits = limits;
        this.thread = Thread.ofPlatform().name("store-write").unstarted(this::run);
    }

    static Writer start(Database database, Intake intake, Failures failures, SqliteLimits limits) {
        Writer writer = new Writer(database, intake, failures, limits);
        writer.thread.start();
        return writer;
    }

    private void run() {
        while (true) {
            List<Call<?>> group = intake.take(limits.callsPerCommitMax());
            if (group.isEmpty()) {
                return;
            }
            commit(group);
        }
    }

    private void commit(List<Call<?>> group) {
        boolean attempted = false;
        try {
            database.update("BEGIN IMMEDIATE");
            for (Call<?> call : group) {
                attempt(call);
            }
            attempted = true;
            database.update("COMMIT");
        } catch (SQLException e) {
            rollback();
            if (attempted || group.size() == 1) {
                StoreException failure = failures.of(e);
                group.forEach(call -> call.fail(failure));
            } else {
                // One call met the error; the others must not pay for it, so each gets a transaction of its own.
                group.forEach(call -> commit(List.of(call)));
            }
            return;
        }
        group.forEach(Call::settle);
    }

    /** Runs one call; its own refusal undoes what it wrote and leaves the other calls of the transaction alone. */
    private void attempt(Call<?> call) throws SQLException {
        database.update("SAVEPOINT one");
        try {
            call.run(database);
        } catch (RuntimeException e) {
            database.update("ROLLBACK TO one");
            call.keep(e);
        }
        database.update("RELEASE one");
    }

    private void rollback() {
        try {
            database.update("ROLLBACK");
        } catch (SQLException _) {
            // On a full disk SQLite has rolled back by itself and says that no transaction is active.
        }
    }

    /** Waits until everything taken in is written, then empties the write-ahead log into the file and closes it. */
    void close() throws InterruptedException, SQLException {
        intake.close();
        thread.join();
        try {
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            database.close();
        }
    }
}
