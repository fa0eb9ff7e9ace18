package io.meshplay.collab.node;

import java.time.Duration;

/**
 * Every bound between nodes.
 *
 * @param sessionsMax sessions that one node proxies to others; one more is asked to try again
 * @param joinHeld how long a join, or a question, waits for an owner that is dying or moving
 * @param retry how often it tries meanwhile
 * @param connectWithin how long a connection to another node may take
 * @param pingInterval how often an owner is pinged by each proxied session
 * @param silentMax silence after which a connection to an owner is taken for dead
 * @param pauseBytes bytes queued for a client at which the owner is read no further
 * @param resumeBytes bytes at which it is read again
 * @param callWithin how long a call to another node may take
 * @param callBytesMax largest body of a call
 * @param signedWithin how far a signature's time may lie from this node's clock
 * @param noncesMax signatures that are remembered against replay; one more is refused until old ones expire
 * @param tellWithin how long every living node is told of a revocation or a deletion again and again
 * @param hintsMax owners that are remembered
 * @param drainWindow over how long the rooms of a stopping node are closed
 */
public record NodeLimits(
        int sessionsMax,
        Duration joinHeld,
        Duration retry,
        Duration connectWithin,
        Duration pingInterval,
        Duration silentMax,
        int pauseBytes,
        int resumeBytes,
        Duration callWithin,
        int callBytesMax,
        Duration signedWithin,
        int noncesMax,
        Duration tellWithin,
        int hintsMax,
        Duration drainWindow) {
    /** What the product runs with. */
    public static final NodeLimits DEFAULTS = new NodeLimits(
            10_000,
            Duration.ofSeconds(6),
            Duration.ofMillis(50),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(8),
            512 << 10,
            128 << 10,
            Duration.ofSeconds(10),
            32 << 20,
            Duration.ofSeconds(30),
            500_000,
            Duration.ofSeconds(5),
            10_000,
            Duration.ofSeconds(2));

    /** Checks every bound. */
    public NodeLimits {
        require(sessionsMax >= 1, "sessionsMax", sessionsMax, ">= 1");
        require(retry.toMillis() >= 1, "retry", retry.toMillis(), ">= 1 ms");
        require(silentMax.compareTo(pingInterval) > 0, "silentMax", silentMax.toMillis(), "> pingInterval");
        require(resumeBytes < pauseBytes, "resumeBytes", resumeBytes, "< pauseBytes");
        require(callBytesMax >= 1_024, "callBytesMax", callBytesMax, ">= 1024");
        require(noncesMax >= 1, "noncesMax", noncesMax, ">= 1");
        require(hintsMax >= 1, "hintsMax", hintsMax, ">= 1");
    }

    private static void require(boolean holds, String name, long value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("node." + name + " is " + value + ", must be " + rule);
        }
    }
}
