package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.meshplay.crdt.BlackBox;
import io.meshplay.crdt.Document;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which the native documents of one loop's rooms live, and other work of theirs that would hold up the
 * loop. Its black box names the design whose updates native code is reading, for the process after this one; {@link #call}
 * says to this one what the thread is doing.
 */
@AnyThread
final class NativeWorker {
    private static final Logger LOG = LoggerFactory.getLogger(NativeWorker.class);

    private final Turns turns;
    private final ExecutorService thread;
    private final BlackBox blackBox;
    private volatile @Nullable NativeCall call;

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

    /** Runs a job that reads nothing worth reporting. */
    <T> Future<T> run(NativeTask task, String designId, Callable<T> job) {
        return run(task, designId, List.of(), job);
    }

    /**
     * Runs a job after the ones before it; the future completes on the loop.
     *
     * @param input what it reads, for a report should it not come back
     */
    <T> Future<T> run(NativeTask task, String designId, List<byte[]> input, Callable<T> job) {
        Promise<T> promise = Promise.promise();
        try {
            thread.execute(() -> {
                call = new NativeCall(task, designId, 0, 0, input, System.nanoTime(), Thread.currentThread());
                Runnable outcome = outcome(job, promise);
                call = null;
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

    /**
     * Lets native code read updates of a design; in a job, on the worker's thread.
     *
     * @param fromSequence of the first update
     * @param named the last sequence that the black box names; only one alone is never applied again
     */
    void apply(Document document, String designId, long fromSequence, long named, List<byte[]> updates) {
        NativeCall job = call;
        call = new NativeCall(
                NativeTask.APPLY, designId, fromSequence, named, updates, System.nanoTime(), Thread.currentThread());
        blackBox.enter(designId, fromSequence, named);
        try {
            document.apply(updates);
        } finally {
            blackBox.leave();
            call = job;
        }
    }

    /** {@return what the thread is doing at this moment; null if nothing} */
    @Nullable NativeCall call() {
        return call;
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
