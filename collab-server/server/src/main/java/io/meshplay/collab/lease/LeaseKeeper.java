package io.meshplay.collab.lease;

import io.meshplay.collab.room.OwnedElsewhereException;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease state machine of one node: claims, gives back, checks, and watches the others. It has no timer and no thread:
 * whoever drives it calls {@link #tick} every 100 ms or so, from one place, where the store's answers arrive too. Only
 * {@link #trusts} and {@link #token} may be asked from anywhere. docs/spec/lease.md has the rules, ADR 8 the argument.
 */
public final class LeaseKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final NodeIdentity identity;
    private final LeaseTable table;
    private final NodeClock clock;
    private final LeaseLimits limits;
    private final LeaseListener listener;
    private final NodeWatch watch;
    private final Heartbeat heartbeat;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, Future<Long>> claiming = new HashMap<>();
    private final Set<String> checking = new HashSet<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Promise<Void> started = Promise.promise();
    private boolean stopping;

    /** {@code checkedNanos}: a read that began then found it the newest */
    private record Held(long token, long checkedNanos) {}

    private record Waiting(long dueNanos, Promise<Void> promise) {}

    /** A node that has not begun; {@code store} is not fenced. */
    public LeaseKeeper(
            NodeIdentity identity, Store store, NodeClock clock, LeaseLimits limits, LeaseListener listener) {
        this.identity = identity;
        this.table = new LeaseTable(store);
        this.clock = clock;
        this.limits = limits;
        this.listener = listener;
        this.watch = new NodeWatch(limits);
        this.heartbeat = new Heartbeat(identity, table, watch, clock, limits);
    }

    // ---- time ----

    /** {@return completes when the node is known to the others and may claim; fails if it must not run beside them} */
    public Future<Void> started() {
        return started.future();
    }

    /** Does what is due. */
    public void tick() {
        heartbeat.tick(this::beaten);
        long now = clock.nanos();
        for (Waiting one : List.copyOf(waiting)) {
            if (now - one.dueNanos() >= 0) {
                waiting.remove(one);
                one.promise().complete();
            }
        }
        for (String nodeId : watch.fellSilent(now)) {
            LOG.debug("node={} sees no sign of life of node={} any more", identity.nodeId(), nodeId);
            listener.died(nodeId);
        }
        checkSome();
    }

    private void beaten(Trust trust) {
        long now = clock.nanos();
        if (!started.future().isComplete() && watch.settled(now)) {
            StartCheck.refusal(identity, watch.moved(), clock.wallMillis(), limits)
                    .ifPresentOrElse(this::refuseToStart, started::complete);
        }
        for (NodeWatch.Row row : watch.forgotten(now)) {
            var _ = table.forgetNode(row.node().id(), row.revision()).otherwiseEmpty();
        }
    }

    private void refuseToStart(String why) {
        started.fail(new StoreException.Refused(why, null));
        var _ = stop();
    }

    private Future<Void> pause(long nanos) {
        Promise<Void> over = Promise.promise();
        waiting.add(new Waiting(clock.nanos() + nanos, over));
        return over.future();
    }

    // ---- what anybody may ask ----

    /** {@return whether this node holds a lease under this token, and nobody can have taken it; any thread, no store} */
    public boolean trusts(String designId, long token) {
        Held lease = held.get(designId);
        Trust trust = heartbeat.trust();
        return lease != null
                && lease.token() == token
                && trust != null
                && trust.covers(lease.checkedNanos())
                && trust.fresh(clock, limits);
    }

    /** {@return the token under which this node holds a design, 0 if it does not; any thread} */
    public long token(String designId) {
        Held lease = held.get(designId);
        return lease == null ? 0 : lease.token();
    }

    /** {@return the other nodes that live, as far as this one knows} */
    public List<NodeRecord> others() {
        return watch.living(clock.nanos());
    }

    /** {@return whether a node is known to have fallen silent} */
    public boolean silent(String nodeId) {
        return watch.silent(nodeId, clock.nanos());
    }

    // ---- claim ----

    /**
     * Takes the lease of a design.
     *
     * @return the token; fails with {@link OwnedElsewhereException} while its owner lives, and without an address while
     *     this node's own heartbeats do not arrive
     */
    public Future<Long> claim(String designId) {
        Held present = held.get(designId);
        if (present != null) {
            return Future.succeededFuture(present.token());
        }
        Future<Long> under = claiming.get(designId);
        if (under != null) {
            return under;
        }
        Future<Long> claim = claim(designId, limits.attemptsMax());
        if (!claim.isComplete()) {
            claiming.put(designId, claim);
            claim.onComplete(_ -> claiming.remove(designId, claim));
        }
        return claim;
    }

    private Future<Long> claim(String designId, int attempts) {
        if (stopping || !heartbeat.fresh()) {
            // not this node's to own, now; whose it is will show
            return Future.failedFuture(new OwnedElsewhereException("", ""));
        }
        if (attempts <= 0) {
            return Future.failedFuture(new StoreException.Unavailable("others claim " + designId + " too", null));
        }
        return table.leases(designId).compose(leases -> {
            if (leases.isEmpty()) {
                return table.firstToken(designId).compose(token -> take(designId, token, null, leases, attempts));
            }
            Lease newest = leases.getFirst();
            if (newest.free() || newest.nodeId().equals(identity.nodeId())) {
                return take(designId, newest.token() + 1, null, leases, attempts);
            }
            return dead(newest.nodeId())
                    .compose(dead -> dead
                            ? take(designId, newest.token() + 1, newest.nodeId(), leases, attempts)
                            : Future.failedFuture(new OwnedElsewhereException(newest.nodeId(), newest.address())));
        });
    }

    private Future<Boolean> dead(String nodeId) {
        return watch.silent(nodeId, clock.nanos()) ? still(nodeId) : Future.succeededFuture(false);
    }

    private Future<Boolean> still(String nodeId) {
        return table.node(nodeId)
                .map(found -> watch.still(nodeId, row(found), clock.nanos()) && watch.silent(nodeId, clock.nanos()));
    }

    private static NodeWatch.@Nullable Row row(Optional<StoredRecord> found) {
        return found.map(record -> new NodeWatch.Row(NodeRecord.of(record.id(), record.json()), record.revision()))
                .orElse(null);
    }

    /** The insert decides between those who claim; that nobody stands above it afterwards, against who was slow. */
    private Future<Long> take(String designId, long token, @Nullable String from, List<Lease> older, int attempts) {
        Lease lease = new Lease(designId, token, identity.nodeId(), identity.address());
        long began = clock.nanos();
        return table.insert(lease)
                .compose(_ -> confirmed(lease, from, older))
                .compose(
                        checkedNanos -> {
                            if (checkedNanos.isEmpty()) {
                                return claim(designId, attempts - 1);
                            }
                            held.put(designId, new Held(token, checkedNanos.getAsLong()));
                            table.forget(older);
                            LOG.debug(
                                    "node={} takes designId={} in {} ms",
                                    identity.nodeId(),
                                    designId,
                                    (clock.nanos() - began) / NANOS_PER_MILLI);
                            return Future.succeededFuture(token);
                        },
                        failure -> failure instanceof StoreException.Conflict
                                ? claim(designId, attempts - 1)
                                : Future.failedFuture(failure));
    }

    /**
     * After the insert: the last owner's record and the leases are read at once. If nobody has to be warned, that is all.
     *
     * @return when a read began that found the lease the newest; empty if it is not
     */
    private Future<OptionalLong> confirmed(Lease lease, @Nullable String from, List<Lease> older) {
        long began = clock.nanos();
        Future<Boolean> still = from == null ? Future.succeededFuture(true) : still(from);
        Future<List<Lease>> present = table.leases(lease.designId());
        return Future.join(still, present).compose(_ -> {
            List<Future<Void>> warned = new ArrayList<>();
            if (from != null && !still.result()) {
                warned.add(warn(from));
            }
            for (String owner : unseen(lease, present.result(), older)) {
                warned.add(taken(owner));
            }
            return warned.isEmpty()
                    ? Future.succeededFuture(newest(lease, present.result(), began))
                    : Future.all(warned).compose(_ -> newest(lease));
        });
    }

    /**
     * A lease was taken from a node that seemed dead. If its counter has not moved since, its next heartbeat comes after
     * the insert, and it will find out. If it has, the node may trust the lease: it is asked to read its leases again, and
     * what it trusted before has run out once it could have been called dead.
     */
    private Future<Void> taken(String from) {
        return still(from).compose(still -> still ? Future.succeededFuture() : warn(from));
    }

    private Future<Void> warn(String from) {
        return heartbeat.doubt(from).compose(_ -> pause(limits.dead().toNanos()));
    }

    /**
     * {@return the owners of leases that were not there when this node looked, and stand below its own: who claims a design
     * for the first time looks at leases and journal one after the other, and another may have claimed and written in
     * between; that one lives and trusts its lease, as after {@link #taken}}
     */
    private Set<String> unseen(Lease lease, List<Lease> present, List<Lease> older) {
        Set<String> owners = new HashSet<>();
        for (Lease below : present) {
            boolean unseen = below.token() < lease.token() && !older.contains(below);
            if (unseen && !below.free() && !below.nodeId().equals(identity.nodeId())) {
                owners.add(below.nodeId());
            }
        }
        return owners;
    }

    /** {@return when a read began that found the lease the newest; empty if it is not} */
    private Future<OptionalLong> newest(Lease lease) {
        long began = clock.nanos();
        return table.leases(lease.designId()).map(leases -> newest(lease, leases, began));
    }

    private OptionalLong newest(Lease lease, List<Lease> leases, long beganNanos) {
        boolean newest = !leases.isEmpty()
                && leases.getFirst().token() == lease.token()
                && leases.getFirst().nodeId().equals(identity.nodeId());
        return newest ? OptionalLong.of(beganNanos) : OptionalLong.empty();
    }

    // ---- keep ----

    /**
     * Reads whether a lease is still this node's; if not, it is lost.
     *
     * @return whether it is held under this token; fails with a {@code StoreException} if nobody can tell
     */
    public Future<Boolean> check(String designId, long token) {
        Held before = held.get(designId);
        if (before == null || before.token() != token) {
            return Future.succeededFuture(false);
        }
        return newest(new Lease(designId, token, identity.nodeId(), "")).map(checkedNanos -> {
            if (checkedNanos.isEmpty()) {
                lose(designId, token);
                return false;
            }
            held.computeIfPresent(
                    designId, (_, now) -> now.token() == token ? new Held(token, checkedNanos.getAsLong()) : now);
            return token(designId) == token;
        });
    }

    private void lose(String designId, long token) {
        Held lease = held.get(designId);
        if (lease != null && lease.token() == token) {
            held.remove(designId);
            listener.lost(designId);
        }
    }

    /** After a broken chain of heartbeats every lease is read again, a few at a time. */
    private void checkSome() {
        Trust trust = heartbeat.trust();
        if (trust == null || !trust.fresh(clock, limits)) {
            return;
        }
        for (Map.Entry<String, Held> entry : held.entrySet()) {
            if (checking.size() >= limits.checksMax()) {
                return;
            }
            String designId = entry.getKey();
            if (!trust.covers(entry.getValue().checkedNanos()) && checking.add(designId)) {
                check(designId, entry.getValue().token()).onComplete(_ -> checking.remove(designId));
            }
        }
    }

    // ---- give back ----

    /** Gives a lease back: the next one of the design has no owner, so anybody may take the one after it at once. */
    public Future<Void> release(String designId) {
        Held lease = held.remove(designId);
        if (lease == null) {
            return Future.succeededFuture();
        }
        Lease own = new Lease(designId, lease.token(), identity.nodeId(), identity.address());
        return table.insert(new Lease(designId, lease.token() + 1, "", ""))
                .onSuccess(_ -> table.forget(List.of(own)))
                .recover(failure -> failure instanceof StoreException.Conflict
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    /** Claims nothing more. */
    public void stopClaiming() {
        stopping = true;
    }

    /** Gives everything back and leaves the others; the last call. */
    public Future<Void> stop() {
        stopping = true;
        List<Future<Void>> released = new ArrayList<>();
        for (String designId : List.copyOf(held.keySet())) {
            released.add(release(designId));
        }
        return Future.join(released).transform(_ -> heartbeat.stop());
    }
}
