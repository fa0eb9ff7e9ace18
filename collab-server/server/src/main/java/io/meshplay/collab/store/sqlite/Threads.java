package io.meshplay.collab.store.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Where the ports hand their work over: to the writer or to the readers, completed on the caller's context. Any thread. */
record Threads(Vertx vertx, Intake writes, Intake reads, Failures failures) {
    <T extends @Nullable Object> Future<T> write(long bytes, Call.Work<T> work) {
        return hand(writes, new Call<>(vertx.getOrCreateContext(), bytes, work));
    }

    <T extends @Nullable Object> Future<T> read(Call.Work<T> work) {
        return hand(reads, new Call<>(vertx.getOrCreateContext(), 0, work));
    }

    private <T extends @Nullable Object> Future<T> hand(Intake intake, Call<T> call) {
        return switch (intake.offer(call)) {
            case TAKEN -> call.future();
            case FULL -> Future.failedFuture(failures.overloaded());
            case CLOSED -> Future.failedFuture(failures.closed());
        };
    }
}
