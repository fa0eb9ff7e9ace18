package io.meshplay.collab.node;

import io.meshplay.collab.room.Turns;
import io.meshplay.collab.thread.EventLoop;

/** Whether the other end of a connection lives: it is pinged again and again, and dead once it was silent for too long. */
@EventLoop
final class Pulse {
    private final Turns turns;
    private final NodeLimits limits;
    private final Runnable ping;
    private final Runnable dead;
    private long heardNanos;
    private long timer = -1;

    Pulse(Turns turns, NodeLimits limits, Runnable ping, Runnable dead) {
        this.turns = turns;
        this.limits = limits;
        this.ping = ping;
        this.dead = dead;
    }

    void start() {
        heard();
        timer = turns.every(limits.pingInterval(), this::beat);
    }

    /** The other end lives. */
    void heard() {
        heardNanos = turns.nanoTime();
    }

    private void beat() {
        if (turns.nanoTime() - heardNanos > limits.silentMax().toNanos()) {
            dead.run();
        } else {
            ping.run();
        }
    }

    void stop() {
        turns.cancel(timer);
    }
}
