package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.meshplay.crdt.BlackBox;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
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

    private final Vertx vertx;
    private final ExecutorService thread;
    private final BlackBox blackBox;

    NativeWorker(Vertx vertx, String name, Path blackBoxFile) {
        this.vertx = vertx;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon(true).factory());
        try {
            this.blackBox = BlackBox.open(blackBoxFile);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + blackBoxFile, e);
        }
    }

    /** Runs a job after the ones before it; the future completes on the caller's context. */
    <T> Future<T> run(Callable<T> job) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        try {
            thread.execute(() -> {
                Handler<Void> outcome = outcome(job, promise);
                try {
                    caller.runOnContext(outcome);
                } catch (RejectedExecutionException e) {
                    LOG.debug("a job's outcome comes after the end of its loop: {}", e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            promise.fail(e);
        }
        return promise.future();
    }

    private static <T> Handler<Void> outcome(Callable<T> job, Promise<T> promise) {
        try {
            T result = job.call();
            return _ -> promise.complete(result);
        } catch (Exception | Error e) {
            return _ -> promise.fail(e);
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
