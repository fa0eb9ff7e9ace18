package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.meshplay.crdt.BlackBox;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which the native documents of one loop's rooms live, and other work of theirs that would hold up the
 * loop. Its black box names the design whose updates native code is reading.
 */
@AnyThread
final class NativeWorker {
    private static final Logger LOG = LoggerFactory.getLogger(NativeWorker.class);

    private final Turns turns;
    private final ExecutorService thread;
    private final BlackBox blackBox;

    /** {@code thread}: runs one job at a time, in order */
    NativeWorker(Turns turns, ExecutorService thread, BlackBox blackBox) {
        this.turns = turns;
        this.thread = thread;
        this.blackBox = blackBox;
    }

    /** A worker of the loop with that black box, on a thread of its own. */
    static NativeWorker start(Turns turns, String name, Path blackBoxFile) {
        BlackBox blackBox;
        try {
            blackBox = BlackBox.open(blackBoxFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + blackBoxFile, e);
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon(true).factory());
        return new NativeWorker(turns, thread, blackBox);
    }

    /** Runs a job after the ones before it; the future completes on the loop. */
    <T> Future<T> run(Callable<T> job) {
        Promise<T> promise = Promise.promise();
        try {
            thread.execute(() -> {
                Runnable outcome = outcome(job, promise);
                try {
                    turns.run(outcome);
                } catch (RejectedExecutionException e) {
                    LOG.debug("a job's outcome comes after the end of its loop: {}", e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            promise.fail(e);
        }
        return promise.future();
    }

    private static <T> Runnable outcome(Callable<T> job, Promise<T> promise) {
        try {
            T result = job.call();
            return () -> promise.complete(result);
        } catch (Exception | Error e) {
            return () -> promise.fail(e);
        }
    }

    /** {@return the black box; touched on the worker's thread only} */
    BlackBox blackBox() {
        return blackBox;
    }

    void close() {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(() -> {
            try {
                blackBox.close();
            } catch (IOException e) {
                LOG.warn("black box: {}", e.getMessage());
            }
        });
        thread.shutdown();
    }
}
