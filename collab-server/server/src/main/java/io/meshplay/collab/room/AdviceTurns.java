package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * Advice for the rooms of one loop, one at a time, in the order asked for. After each it rests for a multiple of the time
 * that it took, so that advice has a bounded share of the machine however many rooms are hot. Confined to the loop.
 */
@EventLoop
final class AdviceTurns {
    private final Turns turns;
    private final int restFactor;
    private final Advisor advisor;
    private final Queue<Supplier<Future<?>>> waiting = new ArrayDeque<>();
    private boolean busy;

    AdviceTurns(Turns turns, int restFactor, Advisor advisor) {
        this.advisor = advisor;
        this.turns = turns;
        this.restFactor = restFactor;
    }

    Advisor advisor() {
        return advisor;
    }

    /** {@code work}: completes when it is done; a room has one at most waiting or under way */
    void add(Supplier<Future<?>> work) {
        waiting.add(work);
        next();
    }

    private void next() {
        Supplier<Future<?>> work = busy ? null : waiting.poll();
        if (work == null) {
            return;
        }
        busy = true;
        long start = turns.nanoTime();
        work.get().onComplete(_ -> {
            long restMillis = restFactor * (turns.nanoTime() - start) / 1_000_000;
            turns.after(Duration.ofMillis(Math.max(1, restMillis)), () -> {
                busy = false;
                next();
            });
        });
    }
}
