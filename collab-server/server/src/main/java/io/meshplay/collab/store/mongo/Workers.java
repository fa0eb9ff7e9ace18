package io.meshplay.collab.store.mongo;

import com.mongodb.MongoException;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Virtual threads that wait for the server in place of the callers, behind a bounded queue. */
@AnyThread
final class Workers {
    private final Vertx vertx;
    private final MongoFailures failures;
    private final ThreadPoolExecutor threads;

    /** {@code name}: of the threads, with their number behind it */
    Workers(Vertx vertx, MongoFailures failures, MongoLimits limits, String name, int count) {
        this.vertx = vertx;
        this.failures = failures;
        this.threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.queuedCallsMax()),
                Thread.ofVirtual().name(name, 1).factory());
    }

    /** Runs work that blocks; its result, or what its failure means, is told on the caller's context. */
    <T extends @Nullable Object> Future<T> run(Callable<T> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        boolean taken = offer(() -> {
            Runnable outcome;
            try {
                T result = work.call();
                outcome = () -> promise.complete(result);
            } catch (MongoException e) {
                outcome = () -> promise.fail(failures.of(e));
            } catch (Exception e) {
                outcome = () -> promise.fail(e);
            }
            tell(caller, outcome);
        });
        return taken ? promise.future() : Future.failedFuture(refusal());
    }

    /** Hands work over that tells its outcome itself; false if the queue is full or closed. */
    boolean offer(Runnable work) {
        try {
            threads.execute(work);
            return true;
        } catch (RejectedExecutionException _) {
            return false;
        }
    }

    /** {@return why nothing more is taken} */
    RuntimeException refusal() {
        return threads.isShutdown() ? failures.closed() : failures.overloaded();
    }

    static void tell(Context caller, Runnable outcome) {
        try {
            caller.runOnContext(_ -> outcome.run());
        } catch (RejectedExecutionException _) {
            // The caller's event loop has ended: nobody is left to be told.
        }
    }

    /** Takes no more work. */
    void stop() {
        threads.shutdown();
    }

    /** Waits until all that was taken is done; each call is bounded by the driver's time limits. */
    void awaitEnd() throws InterruptedException {
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            // A long queue before a server that does not answer: every call of it fails by its own time limit.
        }
    }
}
