package io.meshplay.collab.thread;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Runs work that may take over a millisecond (parsing, canonical form, hashing) on Vert.x's bounded worker pool; the
 * answer arrives on the caller's context.
 *
 * @param vertx whose workers do it
 */
public record OffLoop(Vertx vertx) {
    /** {@return what the work returns; fails with what it throws} */
    public <T> Future<T> call(Callable<T> work) {
        return vertx.executeBlocking(() -> Objects.requireNonNull(work.call()), false)
                .map(Objects::requireNonNull);
    }
}
