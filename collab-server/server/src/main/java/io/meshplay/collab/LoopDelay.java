package io.meshplay.collab;

import io.meshplay.collab.thread.AnyThread;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** How late an event loop runs a timer: the time for which everything on that loop stood still. */
@AnyThread
final class LoopDelay {
    private static final long PERIOD_MILLIS = 10;

    private final Timer delay;

    LoopDelay(MeterRegistry registry) {
        delay = Timer.builder("meshplay.event.loop.delay")
                .description("how late a timer of " + PERIOD_MILLIS + " ms fires")
                .register(registry);
    }

    /** Watches the loop of a context for as long as it lives. */
    void watch(Vertx vertx, Context context) {
        context.runOnContext(_ -> next(vertx));
    }

    private void next(Vertx vertx) {
        long due = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
        vertx.setTimer(PERIOD_MILLIS, _ -> {
            delay.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            next(vertx);
        });
    }
}
