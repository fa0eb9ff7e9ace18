package io.meshplay.collab.lease;

import io.meshplay.collab.room.Ownership;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The leases of one node: its {@link LeaseKeeper} on an event loop of its own, asked from any thread. */
@AnyThread
public final class Leases implements Ownership, LeaseCheck {
    private static final long TICK_MILLIS = 50;

    private final Vertx vertx;
    private final Context context;
    private final LeaseKeeper keeper;
    private final NodeIdentity identity;
    private final FencedStore store;
    private final List<LeaseListener> listeners = new CopyOnWriteArrayList<>();
    private volatile List<NodeRecord> others = List.of();

    /** Leases over a store; {@link #start} before anything is claimed. */
    public Leases(Vertx vertx, NodeIdentity identity, Store store, NodeClock clock, LeaseLimits limits) {
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.identity = identity;
        this.keeper = new LeaseKeeper(identity, store, clock, limits, new LeaseListener() {
            @Override
            public void lost(String designId) {
                listeners.forEach(one -> one.lost(designId));
            }

            @Override
            public void died(String nodeId) {
                listeners.forEach(one -> one.died(nodeId));
            }
        });
        this.store = new FencedStore(store, this);
    }

    /** {@return who this node is} */
    public NodeIdentity identity() {
        return identity;
    }

    /** {@return the store for the rooms: what a lost lease forbids fails} */
    public Store store() {
        return store;
    }

    /** Adds one that hears of lost leases and dead nodes; called on the leases' loop. */
    public void listen(LeaseListener listener) {
        listeners.add(listener);
    }

    /** Begins the heartbeats; fails if this node must not run beside the others. */
    public Future<Void> start() {
        return at(() -> {
            vertx.setPeriodic(TICK_MILLIS, _ -> tick());
            tick();
            return keeper.started();
        });
    }

    private void tick() {
        keeper.tick();
        others = keeper.others();
    }

    /** {@return the other nodes that live} */
    public List<NodeRecord> others() {
        return others;
    }

    /** {@return whether another node shows signs of life} */
    public boolean lives(String nodeId) {
        return others.stream().anyMatch(node -> node.id().equals(nodeId));
    }

    /** Runs work on the leases' loop and answers on the caller's context. */
    private <T> Future<T> at(Supplier<Future<T>> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        context.runOnContext(_ -> work.get().onComplete(done -> caller.runOnContext(_ -> promise.handle(done))));
        return promise.future();
    }

    @Override
    public Future<Claim> claim(String designId) {
        return at(() -> keeper.claim(designId)).map(token -> new Claim(token, true));
    }

    @Override
    public Future<Void> release(String designId) {
        return at(() -> keeper.release(designId));
    }

    @Override
    public long token(String designId) {
        return keeper.token(designId);
    }

    @Override
    public Future<Boolean> holds(String designId, long token) {
        return keeper.trusts(designId, token) ? Future.succeededFuture(true) : at(() -> keeper.check(designId, token));
    }

    /** Claims nothing more; what is held is given back by {@link #release} and {@link #stop}. */
    public Future<Void> stopClaiming() {
        return at(() -> {
            keeper.stopClaiming();
            return Future.succeededFuture();
        });
    }

    /** Gives everything back and ends the heartbeats. */
    public Future<Void> stop() {
        return at(keeper::stop);
    }
}
