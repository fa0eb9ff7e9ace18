package io.meshplay.collab.sim;

import io.meshplay.collab.room.Turns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/**
 * One life of a server process: its turns run until it is killed, wait while it is stopped, and its wall clock may jump.
 * What was due while it was stopped is done when it goes on, timers too.
 */
final class SimulatedProcess implements Turns {
    private final String name;
    private final VirtualTime time;
    private final Set<Long> timers = new HashSet<>();
    /** What was due while it was stopped, in order. */
    private final Queue<Runnable> missed = new ArrayDeque<>();

    private long timerIds;
    private boolean dead;
    private boolean muted;
    private long stoppedUntilNanos;
    private Duration clockError = Duration.ZERO;

    SimulatedProcess(String name, VirtualTime time) {
        this.name = name;
        this.time = time;
    }

    String name() {
        return name;
    }

    boolean dead() {
        return dead;
    }

    /** What it still does reaches nobody. */
    void mute() {
        muted = true;
    }

    boolean muted() {
        return muted;
    }

    /** kill -9: no further turn. */
    void kill() {
        dead = true;
        timers.clear();
    }

    /** SIGSTOP, and SIGCONT after a while. */
    void stop(Duration pause) {
        stoppedUntilNanos = Math.max(stoppedUntilNanos, time.nanos() + pause.toNanos());
        time.at(stoppedUntilNanos, this::goOn);
    }

    boolean stopped() {
        return time.nanos() < stoppedUntilNanos;
    }

    /** The wall clock jumps. */
    void jump(Duration by) {
        clockError = clockError.plus(by);
    }

    /** The wall clock is set right. */
    void synchronise() {
        clockError = Duration.ZERO;
    }

    private void turn(Runnable work) {
        if (dead) {
            return;
        }
        if (stopped() || !missed.isEmpty()) {
            missed.add(work);
        } else {
            work.run();
        }
    }

    private void goOn() {
        while (!dead && !stopped() && !missed.isEmpty()) {
            missed.remove().run();
        }
    }

    @Override
    public void run(Runnable work) {
        time.after(Duration.ZERO, () -> turn(work));
    }

    @Override
    public long after(Duration delay, Runnable work) {
        long timer = ++timerIds;
        timers.add(timer);
        time.after(
                delay,
                () -> turn(() -> {
                    if (timers.remove(timer)) {
                        work.run();
                    }
                }));
        return timer;
    }

    @Override
    public long every(Duration interval, Runnable work) {
        long timer = ++timerIds;
        timers.add(timer);
        tick(timer, interval, work);
        return timer;
    }

    private void tick(long timer, Duration interval, Runnable work) {
        time.after(
                interval,
                () -> turn(() -> {
                    if (timers.contains(timer)) {
                        tick(timer, interval, work);
                        work.run();
                    }
                }));
    }

    @Override
    public boolean cancel(long timer) {
        return timers.remove(timer);
    }

    @Override
    public long nanoTime() {
        return time.nanos();
    }

    @Override
    public boolean here() {
        return !dead;
    }

    /** {@return its wall clock} */
    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.EPOCH.plusNanos(time.nanos()).plus(clockError);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("one zone");
            }
        };
    }
}
