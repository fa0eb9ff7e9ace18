package io.meshplay.collab.history;

import java.time.Duration;

/**
 * Every bound of the saved history.
 *
 * @param quiet a design that nobody edits for so long is saved
 * @param elapsedMax a design that is edited all the time is saved after so long
 * @param newestKept how many of the newest are all kept
 * @param hoursKept of older ones the newest of each hour is kept, for so many hours
 * @param daysKept of still older ones the newest of each day is kept, for so many days
 */
public record HistoryLimits(Duration quiet, Duration elapsedMax, int newestKept, int hoursKept, int daysKept) {
    /** What a server runs with. */
    public static final HistoryLimits DEFAULTS =
            new HistoryLimits(Duration.ofSeconds(30), Duration.ofMinutes(5), 20, 24, 30);

    /** Checks each bound. */
    public HistoryLimits {
        require(quiet.toMillis(), "quiet");
        require(elapsedMax.toMillis(), "elapsedMax");
        require(newestKept, "newestKept");
        require(hoursKept, "hoursKept");
        require(daysKept, "daysKept");
    }

    private static void require(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("history." + name + " is " + value + ", must be >= 1");
        }
    }
}
