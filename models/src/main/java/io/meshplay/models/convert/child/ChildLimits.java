package io.meshplay.models.convert.child;

import java.time.Duration;

/**
 * Every bound that a child process obeys.
 *
 * @param time how long it may run
 * @param cpuSecondsMax most seconds of processor time; held by the system, where it has prlimit
 * @param addressSpaceBytesMax most address space; held by the system, where it has prlimit
 * @param heapBytesMax largest heap of a child that is a Java machine
 * @param outputBytesMax most bytes that it may answer
 */
public record ChildLimits(
        Duration time, int cpuSecondsMax, long addressSpaceBytesMax, long heapBytesMax, int outputBytesMax) {
    /** Most children at once; another waits for its turn. */
    static final int AT_ONCE = 2;

    /** What holds unless somebody says otherwise. */
    public static final ChildLimits DEFAULTS =
            new ChildLimits(Duration.ofSeconds(30), 30, 4L << 30, 128L << 20, 12 << 20);

    /** Refuses bounds that leave nothing. */
    public ChildLimits {
        boolean nothing = !time.isPositive()
                || cpuSecondsMax < 1
                || addressSpaceBytesMax < 1
                || heapBytesMax < 1
                || outputBytesMax < 1;
        if (nothing) {
            throw new IllegalArgumentException("a limit of a child process is below 1");
        }
    }
}
