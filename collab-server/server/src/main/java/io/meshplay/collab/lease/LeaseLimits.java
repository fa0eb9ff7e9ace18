package io.meshplay.collab.lease;

import java.time.Duration;

/**
 * Every bound of the leases. What keeps two owners apart is {@code trusted < dead}: the difference is how much faster one
 * node's monotonic clock may run than another's within that while.
 *
 * @param heartbeat how often a node writes its record and reads those of the others
 * @param trusted how old a node's last complete heartbeat may be for it to acknowledge without asking the store
 * @param dead how long a node's counter must stand still before its leases may be taken
 * @param blind of a longer pause between two reads of the records only one heartbeat counts as silence
 * @param forgotten how long a dead node's record is kept
 * @param settle how long a starting node watches before it knows which of the others live
 * @param doubtKept how long a doubt about another node stays in the own record
 * @param clockWarn difference of the wall clocks that is warned of
 * @param clockMax difference of the wall clocks beyond which a node does not start
 * @param attemptsMax how often a claim begins anew because another was first
 * @param checksMax leases that are read again at the same time
 */
public record LeaseLimits(
        Duration heartbeat,
        Duration trusted,
        Duration dead,
        Duration blind,
        Duration forgotten,
        Duration settle,
        Duration doubtKept,
        Duration clockWarn,
        Duration clockMax,
        int attemptsMax,
        int checksMax) {
    /** What the product runs with. */
    public static final LeaseLimits DEFAULTS = new LeaseLimits(
            Duration.ofMillis(250),
            Duration.ofMillis(1_500),
            Duration.ofMillis(1_750),
            Duration.ofMillis(1_200),
            Duration.ofMinutes(1),
            Duration.ofMillis(1_200),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            8,
            16);

    /** Checks every bound. */
    public LeaseLimits {
        require(heartbeat.toMillis() >= 1, "heartbeat", heartbeat, ">= 1 ms");
        require(trusted.compareTo(heartbeat.multipliedBy(2)) > 0, "trusted", trusted, "> 2 heartbeats");
        require(
                dead.minus(trusted).compareTo(heartbeat.dividedBy(2)) >= 0,
                "dead",
                dead,
                ">= trusted + half a heartbeat");
        require(blind.compareTo(heartbeat) > 0 && blind.compareTo(dead) < 0, "blind", blind, "> heartbeat, < dead");
        require(forgotten.compareTo(dead) > 0, "forgotten", forgotten, "> dead");
        require(settle.compareTo(heartbeat.multipliedBy(2)) > 0, "settle", settle, "> 2 heartbeats");
        require(doubtKept.compareTo(dead.multipliedBy(2)) > 0, "doubtKept", doubtKept, "> 2 dead");
        require(attemptsMax >= 1 && checksMax >= 1, "attemptsMax", Duration.ofMillis(attemptsMax), ">= 1");
    }

    private static void require(boolean holds, String name, Duration value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("lease." + name + " is " + value + ", must be " + rule);
        }
    }
}
