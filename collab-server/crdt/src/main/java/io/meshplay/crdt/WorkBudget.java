package io.meshplay.crdt;

/**
 * How much work one update may cause, counted in list steps: what this structure walks, and what native code will walk for the same
 * update.
 *
 * @param stepsMax most steps, inclusive
 */
public record WorkBudget(long stepsMax) {
    /** For an update of a session: about 50 ms. */
    public static final WorkBudget DEFAULT = new WorkBudget(5_000_000);

    /** For the document's own state. */
    public static final WorkBudget UNLIMITED = new WorkBudget(Long.MAX_VALUE);

    /** Refuses a budget without a step. */
    public WorkBudget {
        if (stepsMax < 1) {
            throw new IllegalArgumentException("work.stepsMax is " + stepsMax + ", must be >= 1");
        }
    }
}
