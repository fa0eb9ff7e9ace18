package io.meshplay.collab.designs;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Runs work that may take over a millisecond (parsing, canonical form, hashing) on Vert.x's bounded worker pool; the
 * answer arrives on the caller's context.
 */
record OffLoop(Vertx vertx) {
    <T> Future<T> call(Callable<T> work) {
        return vertx.executeBlocking(() -> Objects.requireNonNull(work.call()), false)
                .map(Objects::requireNonNull);
    }
}
