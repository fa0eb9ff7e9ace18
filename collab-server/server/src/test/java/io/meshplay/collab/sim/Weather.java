package io.meshplay.collab.sim;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What goes wrong in one run, and how often; the seed decides. {@link #clear} ends it.
 */
final class Weather {
    private final SplittableRandom random;
    private final double requestsLost;
    private final double answersLost;
    private final double slowShare;
    private final int storeMicros;
    private final int networkMicros;
    private boolean clear;
    private int failuresLeft;
    private boolean storeAway;

    /** What becomes of one call to the store. */
    enum Fate {
        /** Done and answered. */
        WELL,
        /** Fails before it comes to the store. */
        REFUSED,
        /** Never comes to the store; the caller hears of a time-out. */
        REQUEST_LOST,
        /** Done, and the caller hears of a time-out: outcome unknown. */
        ANSWER_LOST
    }

    Weather(SplittableRandom random) {
        this.random = random;
        this.requestsLost = rarely(0.15);
        this.answersLost = rarely(0.15);
        this.slowShare = rarely(0.3);
        this.storeMicros = 100 + random.nextInt(20_000);
        this.networkMicros = 100 + random.nextInt(60_000);
    }

    private double rarely(double most) {
        return random.nextInt(3) == 0 ? random.nextDouble() * most : 0;
    }

    /** From here on all is well. */
    void clear() {
        clear = true;
        storeAway = false;
        failuresLeft = 0;
    }

    boolean isClear() {
        return clear;
    }

    /** The next calls fail. */
    void failNext(int calls) {
        failuresLeft = calls;
    }

    /** Each call fails, or none. */
    void away(boolean away) {
        storeAway = away;
    }

    Fate fate() {
        if (clear) {
            return Fate.WELL;
        }
        if (storeAway || failuresLeft > 0) {
            failuresLeft = Math.max(0, failuresLeft - 1);
            return random.nextInt(4) == 0 ? Fate.ANSWER_LOST : Fate.REFUSED;
        }
        double roll = random.nextDouble();
        if (roll < requestsLost) {
            return Fate.REQUEST_LOST;
        }
        return roll < requestsLost + answersLost ? Fate.ANSWER_LOST : Fate.WELL;
    }

    /** {@return how long one way between a node and the store takes; now and then longer than the caller waits} */
    Duration toStore() {
        if (!clear && random.nextDouble() < slowShare) {
            return Duration.ofMillis(random.nextInt(3_000));
        }
        return Duration.ofNanos(1_000L * (1 + random.nextInt(storeMicros)));
    }

    /** {@return how long a frame is under way between a client and a node} */
    Duration toClient() {
        return Duration.ofNanos(1_000L * (1 + random.nextInt(networkMicros)));
    }
}
