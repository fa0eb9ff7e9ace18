package io.meshplay.collab.sim;

import io.meshplay.collab.room.Turns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Turns that are taken at once, for a look at the store from outside; nothing is ever due later. */
record AtOnce(VirtualTime time) implements Turns {
    @Override
    public void run(Runnable work) {
        work.run();
    }

    @Override
    public long after(Duration delay, Runnable work) {
        return 0;
    }

    @Override
    public long every(Duration interval, Runnable work) {
        return 0;
    }

    @Override
    public boolean cancel(long timer) {
        return false;
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    @Override
    public boolean here() {
        return true;
    }

    Clock clock() {
        return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }
}
