package io.meshplay.collab.room;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;

/**
 * Turns of a Vert.x event loop: one context of it.
 *
 * @param vertx whose timers
 * @param context where work of {@link #run} is done
 */
public record VertxTurns(Vertx vertx, Context context) implements Turns {
    @Override
    public void run(Runnable work) {
        context.runOnContext(_ -> work.run());
    }

    @Override
    public long after(Duration delay, Runnable work) {
        return vertx.setTimer(delay.toMillis(), _ -> work.run());
    }

    @Override
    public long every(Duration interval, Runnable work) {
        return vertx.setPeriodic(interval.toMillis(), _ -> work.run());
    }

    @Override
    public boolean cancel(long timer) {
        return vertx.cancelTimer(timer);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public boolean here() {
        return ((ContextInternal) context).inThread();
    }
}
