package io.meshplay.load.fault;

import java.util.Locale;

/** What goes wrong, one at a time. */
public enum Fault {
    /** Each flush of the disk takes up to two seconds. */
    SLOW_STORE("strain"),
    /** Flushes fail a few times, then work again. */
    FAILING_STORE("strain"),
    /** There is no space on the disk for a while. */
    FULL_DISK("strain"),
    /** The wall clock jumps forward and backward by hours. */
    CLOCK_JUMP("strain"),
    /** kill -9, and what was not flushed is torn: a power cut. */
    TORN_WRITE("crash"),
    /** Connections go silent and stay open. */
    HALF_OPEN("halfOpen"),
    /** Clients read nothing. */
    DEAF_CLIENT("deaf");

    private final String scenario;

    Fault(String scenario) {
        this.scenario = scenario;
    }

    String scenario() {
        return scenario;
    }

    /** As the command line writes it: {@code slow-store}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
