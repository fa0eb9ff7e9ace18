package io.meshplay.load.sync;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * An absolute schedule: event i is due at start + i / rate, whatever became of the events before it. An event that is
 * late keeps its intended time, so that a stall of anybody is in the figures (no coordinated omission).
 *
 * @param perSecond events a second
 * @param events how many
 */
record Schedule(double perSecond, long events) {

    /**
     * Runs it on the calling thread.
     *
     * @return how late the events began, in nanoseconds: this side's own saturation
     */
    Histogram run(LongConsumer eventAtIntendedNanos) {
        var lateness = new Histogram(3_600_000_000_000L, 3);
        var start = System.nanoTime() + 5_000_000;
        for (var i = 0L; i < events; i++) {
            var intended = start + (long) (i * 1e9 / perSecond);
            for (var left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            lateness.recordValue(Math.max(0, System.nanoTime() - intended));
            eventAtIntendedNanos.accept(intended);
        }
        return lateness;
    }
}
