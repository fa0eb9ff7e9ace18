package io.meshplay.collab.node;

import io.meshplay.collab.room.Turns;
import io.meshplay.collab.thread.EventLoop;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Reads an owner no faster than the client takes what it sends. */
@EventLoop
final class ReadPace {
    private static final Duration RECONSIDER = Duration.ofMillis(20);

    private final Turns turns;
    private final NodeLimits limits;
    private final LongSupplier queuedBytes;
    private final Runnable pause;
    private final Runnable resume;
    private boolean paused;
    private long timer = -1;

    /** {@code queuedBytes}: what the client has not taken yet */
    ReadPace(Turns turns, NodeLimits limits, LongSupplier queuedBytes, Runnable pause, Runnable resume) {
        this.turns = turns;
        this.limits = limits;
        this.queuedBytes = queuedBytes;
        this.pause = pause;
        this.resume = resume;
    }

    boolean paused() {
        return paused;
    }

    /** Something of the owner was queued for the client. */
    void received() {
        if (!paused && queuedBytes.getAsLong() > limits.pauseBytes()) {
            paused = true;
            pause.run();
            timer = turns.after(RECONSIDER, this::reconsider);
        }
    }

    private void reconsider() {
        if (queuedBytes.getAsLong() > limits.resumeBytes()) {
            timer = turns.after(RECONSIDER, this::reconsider);
        } else {
            paused = false;
            resume.run();
        }
    }

    void stop() {
        turns.cancel(timer);
    }
}
