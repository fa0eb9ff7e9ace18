package io.meshplay.collab.api;

import java.time.Duration;

/**
 * Every bound of the streams of events.
 *
 * @param streamsMax streams that are open at once; one more is asked to try again
 * @param queuedBytesMax bytes that wait for one reader before it misses events
 * @param eventsMax events on their way to one reader's loop before it misses some
 * @param keepAlive how often a silent stream says that it lives
 * @param laggingMax how long a reader may take nothing before its stream is closed
 */
public record StreamLimits(int streamsMax, int queuedBytesMax, int eventsMax, Duration keepAlive, Duration laggingMax) {
    /** What a server runs with. */
    public static final StreamLimits DEFAULTS =
            new StreamLimits(1_000, 64 << 10, 256, Duration.ofSeconds(15), Duration.ofSeconds(30));

    /** Checks each bound. */
    public StreamLimits {
        require(streamsMax >= 1, "streamsMax", streamsMax, ">= 1");
        require(queuedBytesMax >= 1_024, "queuedBytesMax", queuedBytesMax, ">= 1024");
        require(eventsMax >= 1, "eventsMax", eventsMax, ">= 1");
        require(keepAlive.toMillis() >= 1, "keepAlive", keepAlive, ">= 1 ms");
        require(laggingMax.toMillis() >= 1, "laggingMax", laggingMax, ">= 1 ms");
    }

    private static void require(boolean holds, String name, Object value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException("api.streams." + name + " is " + value + ", must be " + bound);
        }
    }
}
