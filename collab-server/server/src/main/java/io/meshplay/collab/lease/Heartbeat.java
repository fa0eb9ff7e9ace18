package io.meshplay.collab.lease;

import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's sign of life, one at a time: write the own record, then read all records. The order matters: whoever took a
 * lease from this node, and saw afterwards that its counter had not moved, did so before this heartbeat's write; so a lease
 * that is read after the heartbeat is read with that in it. Confined to the keeper.
 */
final class Heartbeat {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final NodeIdentity identity;
    private final LeaseTable table;
    private final NodeWatch watch;
    private final NodeClock clock;
    private final LeaseLimits limits;
    private final Map<String, Doubt> doubts = new HashMap<>();
    private final Map<String, Long> doubtsSeen = new HashMap<>();
    private final List<Promise<Void>> afterNext = new ArrayList<>();
    private final long startedMillis;
    private long counter;
    private long revision;
    private long begunNanos;
    private long wroteNanos;
    private boolean everBegun;
    private boolean running;
    private boolean wanted;
    private boolean stopped;
    private long warnedNanos;
    private boolean warned;
    /** Read by any thread. */
    private volatile @Nullable Trust trust;

    private record Doubt(long number, long sinceNanos) {}

    Heartbeat(NodeIdentity identity, LeaseTable table, NodeWatch watch, NodeClock clock, LeaseLimits limits) {
        this.identity = identity;
        this.table = table;
        this.watch = watch;
        this.clock = clock;
        this.limits = limits;
        this.startedMillis = clock.wallMillis();
    }

    @Nullable Trust trust() {
        return trust;
    }

    boolean fresh() {
        Trust present = trust;
        return present != null && present.fresh(clock, limits);
    }

    /** Beats if it is time. {@code done}: told of each heartbeat that was complete */
    void tick(Consumer<Trust> done) {
        long now = clock.nanos();
        boolean due = !everBegun || now - begunNanos >= limits.heartbeat().toNanos();
        if (!running && !stopped && (due || wanted)) {
            everBegun = true;
            running = true;
            wanted = false;
            begunNanos = now;
            beat(now, clock.wallMillis(), List.copyOf(afterNext), done);
        }
    }

    /** Asks a node to read its leases again; completes when the question is in the store. */
    Future<Void> doubt(String nodeId) {
        Doubt before = doubts.get(nodeId);
        doubts.put(nodeId, new Doubt(before == null ? clock.wallMillis() : before.number() + 1, clock.nanos()));
        Promise<Void> told = Promise.promise();
        afterNext.add(told);
        wanted = true;
        return told.future();
    }

    private void beat(long began, long beganWall, List<Promise<Void>> waiting, Consumer<Trust> done) {
        doubts.values()
                .removeIf(
                        doubt -> began - doubt.sinceNanos() > limits.doubtKept().toNanos());
        Map<String, Long> told = new HashMap<>();
        doubts.forEach((nodeId, doubt) -> told.put(nodeId, doubt.number()));
        counter++;
        NodeRecord own = new NodeRecord(
                identity.nodeId(), counter, identity.address(), identity.cluster(), startedMillis, beganWall, told);
        table.put(own, revision)
                .compose(stored -> {
                    revision = stored;
                    wroteNanos = clock.nanos();
                    waiting.forEach(Promise::tryComplete);
                    afterNext.removeAll(waiting);
                    return table.nodes();
                })
                .onComplete(read -> {
                    running = false;
                    if (read.succeeded()) {
                        complete(began, beganWall, rows(read.result()), done);
                    } else {
                        failed(read.cause());
                    }
                });
    }

    private List<NodeWatch.Row> rows(List<StoredRecord> records) {
        List<NodeWatch.Row> rows = new ArrayList<>();
        for (StoredRecord record : records) {
            if (!record.id().equals(identity.nodeId())) {
                rows.add(new NodeWatch.Row(NodeRecord.of(record.id(), record.json()), record.revision()));
            }
        }
        return rows;
    }

    private void complete(long began, long beganWall, List<NodeWatch.Row> rows, Consumer<Trust> done) {
        long now = clock.nanos();
        Trust before = trust;
        for (NodeRecord moving : watch.read(rows, now)) {
            // what moved was written after the last look
            compareClocks(moving, now, before == null ? Long.MAX_VALUE : (now - before.beganNanos()) / NANOS_PER_MILLI);
        }
        boolean unbroken = before != null
                && now - before.beganNanos() < limits.trusted().toNanos()
                && Math.abs(clock.wallMillis() - before.beganWallMillis())
                        < limits.trusted().toMillis();
        boolean goesOn = !doubted(rows) && unbroken;
        LOG.debug(
                "heartbeat of node={}: written after {} ms, read after {} ms, chain {}",
                identity.nodeId(),
                (wroteNanos - began) / NANOS_PER_MILLI,
                (now - began) / NANOS_PER_MILLI,
                goesOn ? "goes on" : "begins anew");
        Trust next = new Trust(goesOn && before != null ? before.chainNanos() : now, began, beganWall);
        trust = next;
        done.accept(next);
    }

    private boolean doubted(List<NodeWatch.Row> rows) {
        boolean asked = false;
        for (NodeWatch.Row row : rows) {
            Long number = row.node().doubts().get(identity.nodeId());
            asked |= number != null && !number.equals(doubtsSeen.put(row.node().id(), number));
        }
        return asked;
    }

    /** {@code ageMillisMax}: how old the record may be, which makes an equal clock look slow */
    private void compareClocks(NodeRecord moving, long now, long ageMillisMax) {
        long apart = moving.wallMillis() - clock.wallMillis();
        long warnMillis = limits.clockWarn().toMillis();
        boolean differs = apart > warnMillis || (apart < -warnMillis && -apart - ageMillisMax > warnMillis);
        boolean quiet = warned && now - warnedNanos < limits.forgotten().toNanos();
        if (differs && !quiet) {
            warned = true;
            warnedNanos = now;
            LOG.warn(
                    "the clock of node={} at {} is {} ms from this node's: set both by NTP, versions carry the wrong time",
                    moving.id(),
                    moving.address(),
                    apart);
        }
    }

    /** A write whose answer was lost leaves another revision than the one remembered. */
    private void failed(Throwable failure) {
        if (failure instanceof StoreException.Conflict) {
            table.node(identity.nodeId())
                    .onSuccess(found ->
                            revision = found.map(StoredRecord::revision).orElse(0L));
        }
        LOG.debug("heartbeat of node={} failed: {}", identity.nodeId(), failure.getMessage());
    }

    /** No more heartbeats; the record goes, so that nobody waits for them. */
    Future<Void> stop() {
        stopped = true;
        trust = null;
        return table.forgetNode(identity.nodeId(), revision).otherwiseEmpty();
    }
}
