package io.meshplay.collab.store.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads that read, each with its own connection: a long read delays neither an append nor another read. A read sees
 * every write that was completed before it was asked for.
 */
final class Readers {
    private final Intake intake;
    private final Failures failures;
    private final boolean frozen;
    private final List<Thread> threads = new ArrayList<>();

    private Readers(Intake intake, Failures failures, boolean frozen) {
        this.frozen = frozen;
        this.intake = intake;
        this.failures = failures;
    }

    /** Takes ownership of the connections: one thread each. */
    static Readers start(List<Database> databases, Intake intake, Failures failures) throws SQLException {
        return start(databases, intake, failures, false);
    }

    /** {@code frozen}: all calls see the moment of this one, whatever is written meanwhile */
    static Readers start(List<Database> databases, Intake intake, Failures failures, boolean frozen)
            throws SQLException {
        Readers readers = new Readers(intake, failures, frozen);
        for (Database database : databases) {
            database.execute("PRAGMA query_only = ON");
            if (frozen) {
                // the first read after BEGIN takes the snapshot
                database.update("BEGIN");
                database.number("SELECT count(*) FROM sqlite_schema");
            }
            String name = "store-read-" + (readers.threads.size() + 1);
            readers.threads.add(Thread.ofPlatform().name(name).start(() -> readers.run(database)));
        }
        return readers;
    }

    private void run(Database database) {
        try (database) {
            while (true) {
                List<Call<?>> taken = intake.take(1);
                if (taken.isEmpty()) {
                    return;
                }
                read(database, taken.getFirst());
            }
        } catch (SQLException _) {
            // Closing a connection that only reads can fail for no reason that matters to anyone.
        }
    }

    /** One transaction around all statements of a call: they see one moment. */
    private void read(Database database, Call<?> call) {
        try {
            if (frozen) {
                call.run(database);
                call.settle();
                return;
            }
            database.update("BEGIN");
            try {
                call.run(database);
            } finally {
                database.update("COMMIT");
            }
            call.settle();
        } catch (SQLException e) {
            call.fail(failures.of(e));
        } catch (RuntimeException e) {
            call.fail(e);
        }
    }

    void close() throws InterruptedException {
        intake.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
