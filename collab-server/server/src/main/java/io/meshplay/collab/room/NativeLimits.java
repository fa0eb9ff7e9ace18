package io.meshplay.collab.room;

import java.time.Duration;

/**
 * How long native calls may take, and what is written about one that does not come back. A call is one step of a worker:
 * loading a design one update after the other is as many calls.
 *
 * @param look how often the calls are looked at; of a time without a look no more than two such intervals count
 * @param slowAfter from when on a call is told of
 * @param deadline when a call that has not come back ends the process; zero for never
 * @param reportBytesMax most bytes of its input that are written to the data directory
 * @param reportsMax most reports that are kept there; no further one is written
 * @param reportMax how long the end of the process waits for its report
 */
public record NativeLimits(
        Duration look, Duration slowAfter, Duration deadline, int reportBytesMax, int reportsMax, Duration reportMax) {
    /** What the product runs with, if the command line says nothing else. */
    public static final NativeLimits DEFAULTS = new NativeLimits(
            Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(30), 64 << 20, 10, Duration.ofSeconds(5));

    /** Checks every bound. */
    public NativeLimits {
        requirePositive(look, "look");
        requirePositive(slowAfter, "slowAfter");
        requirePositive(reportMax, "reportMax");
        require(
                deadline.isZero() || deadline.compareTo(slowAfter) >= 0,
                "deadline",
                deadline.toMillis(),
                "0 or >= slowAfter");
        require(reportBytesMax >= 0, "reportBytesMax", reportBytesMax, ">= 0");
        require(reportsMax >= 0, "reportsMax", reportsMax, ">= 0");
    }

    /** {@return the same with another deadline; zero for none} */
    public NativeLimits withDeadline(Duration other) {
        return new NativeLimits(look, slowAfter, other, reportBytesMax, reportsMax, reportMax);
    }

    private static void requirePositive(Duration value, String name) {
        require(value.toMillis() >= 1, name, value.toMillis(), ">= 1 ms");
    }

    private static void require(boolean holds, String name, long value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("native." + name + " is " + value + ", must be " + rule);
        }
    }
}
