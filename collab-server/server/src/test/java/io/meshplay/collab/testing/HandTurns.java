package io.meshplay.collab.testing;

import io.meshplay.collab.room.Turns;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Turns that the test takes and a clock that it moves, to the nanosecond. One thread. */
public final class HandTurns implements Turns {
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Map<Long, Timer> timers = new HashMap<>();
    private long nanos;
    private long numbers;

    private record Timer(long number, long due, long interval, Runnable work) {}

    /** Runs what was handed in, and what that hands in. */
    public void settle() {
        for (Runnable work = later.poll(); work != null; work = later.poll()) {
            work.run();
        }
    }

    /** Moves the clock, and does on the way what is due by then. */
    public void pass(Duration time) {
        passNanos(time.toNanos());
    }

    /** Moves the clock, and does on the way what is due by then. */
    public void passNanos(long time) {
        settle();
        long end = nanos + time;
        for (Timer next = next(end); next != null; next = next(end)) {
            nanos = next.due();
            if (next.interval() == 0) {
                timers.remove(next.number());
            } else {
                timers.put(
                        next.number(), new Timer(next.number(), nanos + next.interval(), next.interval(), next.work()));
            }
            next.work().run();
            settle();
        }
        nanos = end;
    }

    private @Nullable Timer next(long end) {
        return timers.values().stream()
                .filter(timer -> timer.due() <= end)
                .min(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number))
                .orElse(null);
    }

    private long timer(Duration delay, long interval, Runnable work) {
        timers.put(++numbers, new Timer(numbers, nanos + delay.toNanos(), interval, work));
        return numbers;
    }

    @Override
    public void run(Runnable work) {
        later.add(work);
    }

    @Override
    public long after(Duration delay, Runnable work) {
        return timer(delay, 0, work);
    }

    @Override
    public long every(Duration interval, Runnable work) {
        return timer(interval, interval.toNanos(), work);
    }

    @Override
    public boolean cancel(long timer) {
        return timers.remove(timer) != null;
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public boolean here() {
        return true;
    }
}
