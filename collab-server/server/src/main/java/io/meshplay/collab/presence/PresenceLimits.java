package io.meshplay.collab.presence;

import java.time.Duration;

/**
 * Every bound of presence across nodes; nothing else in this package holds a number.
 *
 * @param writeInterval least time between two writes of one design
 * @param peopleInterval least time between two looks at who the people on a design are
 * @param stateCharsMax largest awareness state that is kept, in UTF-16 units; of a larger one nothing is told
 * @param writesMax designs that are written at once
 * @param batchMax clients in one command
 * @param requestsMax commands that wait for an answer; one more is dropped
 * @param commandMax longest wait for the answer to a command
 * @param readMax longest that a reader waits for other nodes before the answer is partial
 * @param hintMax longest wait for a routing hint
 * @param heartbeat how often a node says that it lives, and looks whether Redis does
 * @param missesMax heartbeats without an answer before the connection is given up
 * @param nodeTtl how long a node counts as living after its last heartbeat
 * @param presenceTtl how long what a node wrote outlives it
 * @param refreshInterval how often that time is renewed
 * @param hintTtl how long a routing hint lasts
 * @param peopleMax people that a summary names
 * @param nameCharsMax longest name of a person, in UTF-16 units; a longer one is cut
 * @param messageCharsMax longest message of another node, in UTF-16 units; a longer one is ignored
 */
public record PresenceLimits(
        Duration writeInterval,
        Duration peopleInterval,
        int stateCharsMax,
        int writesMax,
        int batchMax,
        int requestsMax,
        Duration commandMax,
        Duration readMax,
        Duration hintMax,
        Duration heartbeat,
        int missesMax,
        Duration nodeTtl,
        Duration presenceTtl,
        Duration refreshInterval,
        Duration hintTtl,
        int peopleMax,
        int nameCharsMax,
        int messageCharsMax) {
    /** What the product runs with. */
    public static final PresenceLimits DEFAULTS = new PresenceLimits(
            Duration.ofMillis(150),
            Duration.ofSeconds(1),
            8 << 10,
            64,
            32,
            4_096,
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            3,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            8,
            40,
            16 << 10);

    /** Checks the bounds that depend on each other. */
    public PresenceLimits {
        require(writeInterval.toMillis() >= 1, "writeInterval", writeInterval, ">= 1 ms");
        require(peopleInterval.toMillis() >= 1, "peopleInterval", peopleInterval, ">= 1 ms");
        require(stateCharsMax >= 64, "stateCharsMax", stateCharsMax, ">= 64");
        require(writesMax >= 1, "writesMax", writesMax, ">= 1");
        require(batchMax >= 1, "batchMax", batchMax, ">= 1");
        require(requestsMax >= writesMax, "requestsMax", requestsMax, ">= writesMax");
        require(heartbeat.toMillis() >= 1, "heartbeat", heartbeat, ">= 1 ms");
        require(missesMax >= 1, "missesMax", missesMax, ">= 1");
        require(nodeTtl.compareTo(heartbeat.multipliedBy(2)) > 0, "nodeTtl", nodeTtl, "> 2 heartbeats");
        require(presenceTtl.compareTo(refreshInterval) > 0, "presenceTtl", presenceTtl, "> refreshInterval");
    }

    private static void require(boolean holds, String name, Object value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException("presence." + name + " is " + value + ", must be " + bound);
        }
    }
}
