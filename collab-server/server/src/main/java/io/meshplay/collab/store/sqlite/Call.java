package io.meshplay.collab.store.sqlite;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One caller's work for a store thread, and the promise that is kept on the caller's own context. */
final class Call<T extends @Nullable Object> {
    /** What is done with the connection; a failure of the store is thrown as it is. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run(Database database) throws SQLException;
    }

    private final Context caller;
    private final Work<T> work;
    private final long bytes;
    private final Promise<T> promise = Promise.promise();
    private @Nullable Runnable outcome;

    Call(Context caller, long bytes, Work<T> work) {
        this.caller = caller;
        this.bytes = bytes;
        this.work = work;
    }

    long bytes() {
        return bytes;
    }

    Future<T> future() {
        return promise.future();
    }

    /** Runs the work and keeps its result back until {@link #settle}: on the writer it counts only after the commit. */
    void run(Database database) throws SQLException {
        T result = work.run(database);
        outcome = () -> promise.complete(result);
    }

    /** Keeps a failure of this call alone, in place of a result. */
    void keep(RuntimeException failure) {
        outcome = () -> promise.fail(failure);
    }

    void settle() {
        Runnable kept = outcome;
        if (kept == null) {
            throw new IllegalStateException("a call is settled before it ran");
        }
        try {
            caller.runOnContext(_ -> kept.run());
        } catch (RejectedExecutionException _) {
            // The caller's event loop has ended: nobody is left to be told, and the store goes on for the others.
        }
    }

    void fail(RuntimeException failure) {
        keep(failure);
        settle();
    }
}
