package io.meshplay.load.sync;

import org.HdrHistogram.Histogram;

/**
 * The figures of one histogram.
 *
 * @param count samples
 * @param p50Millis median
 * @param p90Millis ninth decile
 * @param p99Millis 99th percentile
 * @param p999Millis 99.9th percentile
 * @param maxMillis the largest
 */
public record Percentiles(
        long count, double p50Millis, double p90Millis, double p99Millis, double p999Millis, double maxMillis) {

    /** The figures of a histogram of nanoseconds. */
    public static Percentiles of(Histogram nanos) {
        return new Percentiles(
                nanos.getTotalCount(),
                millis(nanos.getValueAtPercentile(50)),
                millis(nanos.getValueAtPercentile(90)),
                millis(nanos.getValueAtPercentile(99)),
                millis(nanos.getValueAtPercentile(99.9)),
                millis(nanos.getMaxValue()));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
