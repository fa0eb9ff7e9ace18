package io.meshplay.collab.lease;

import io.meshplay.collab.room.Ownership;
import io.meshplay.collab.room.Turns;
import io.meshplay.collab.store.Store;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** The leases of one simulated process: the product's keeper and fenced store, driven by the turns that are handed in. */
public final class SimulatedLeases implements Ownership, LeaseCheck {
    private static final Duration TICK = Duration.ofMillis(50);

    private final LeaseKeeper keeper;
    private final FencedStore store;

    /** Begins at once. {@code store}: not fenced. {@code listener}: called in the process's turns */
    public SimulatedLeases(String nodeId, Store store, Turns turns, Clock wall, LeaseListener listener) {
        NodeClock clock = new NodeClock() {
            @Override
            public long nanos() {
                return turns.nanoTime();
            }

            @Override
            public long wallMillis() {
                return wall.millis();
            }
        };
        keeper = new LeaseKeeper(
                new NodeIdentity(nodeId, nodeId, "simulated"), store, clock, LeaseLimits.DEFAULTS, listener);
        this.store = new FencedStore(store, this);
        turns.every(TICK, keeper::tick);
    }

    /** {@return completes when the node may claim} */
    public Future<Void> started() {
        return keeper.started();
    }

    /** {@return the store for the rooms} */
    public Store store() {
        return store;
    }

    @Override
    public Future<Claim> claim(String designId) {
        return keeper.claim(designId).map(token -> new Claim(token, true));
    }

    @Override
    public Future<Void> release(String designId) {
        return keeper.release(designId);
    }

    @Override
    public long token(String designId) {
        return keeper.token(designId);
    }

    @Override
    public Future<Boolean> holds(String designId, long token) {
        return keeper.trusts(designId, token) ? Future.succeededFuture(true) : keeper.check(designId, token);
    }

    /** Gives everything back. */
    public Future<Void> stop() {
        return keeper.stop();
    }
}
