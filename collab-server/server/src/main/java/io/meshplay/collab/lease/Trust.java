package io.meshplay.collab.lease;

/**
 * Until when a node may believe that nobody took its leases: its heartbeats form an unbroken chain, and the last complete
 * one began a short while ago, by both clocks. A suspended machine's monotonic clock stands still, its wall clock does not.
 *
 * @param chainNanos when the chain's first heartbeat was complete
 * @param beganNanos when its last complete heartbeat began
 * @param beganWallMillis the same by the wall clock
 */
record Trust(long chainNanos, long beganNanos, long beganWallMillis) {
    boolean fresh(NodeClock clock, LeaseLimits limits) {
        return clock.nanos() - beganNanos < limits.trusted().toNanos()
                && Math.abs(clock.wallMillis() - beganWallMillis)
                        < limits.trusted().toMillis();
    }

    /** {@code checkedNanos}: when a lease was last read as the newest */
    boolean covers(long checkedNanos) {
        return checkedNanos - chainNanos >= 0;
    }
}
