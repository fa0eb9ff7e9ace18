package io.meshplay.load.crash;

/**
 * What a crash trial does. The same seed gives the same waits before each kill and the same readers; the machine's
 * timing adds the rest.
 *
 * @param seed of the waits
 * @param kills how often the server is killed
 * @param rooms designs that are written at once, by five writers each
 * @param operationsPerSecond edits of each writer at most; 0 for as many as are acknowledged
 */
public record CrashPlan(long seed, int kills, int rooms, int operationsPerSecond) {
    /** A plan of writers without a bound. */
    public CrashPlan(long seed, int kills, int rooms) {
        this(seed, kills, rooms, 0);
    }

    /** Refuses a plan that proves nothing. */
    public CrashPlan {
        if (kills < 1 || rooms < 1) {
            throw new IllegalArgumentException("kills is " + kills + ", rooms is " + rooms + "; both must be >= 1");
        }
    }
}
