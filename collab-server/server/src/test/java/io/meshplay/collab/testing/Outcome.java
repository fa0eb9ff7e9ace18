package io.meshplay.collab.testing;

import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What became of a future, awaited by a test thread; never on an event loop. */
public final class Outcome {
    private static final int SECONDS_MAX = 30;

    private Outcome() {}

    /** {@return the result; its failure is thrown} */
    public static <T extends @Nullable Object> T of(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("no outcome within " + SECONDS_MAX + " s", e);
        }
    }
}
