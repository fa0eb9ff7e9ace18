package io.meshplay.collab.lease;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one node has seen of the others: whose counter moves, by its own monotonic clock. Nobody's wall clock decides who
 * lives. Confined to the keeper.
 */
final class NodeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);
    /** A counter that no record has. */
    private static final long ABSENT = -1;

    private final LeaseLimits limits;
    private final Map<String, Seen> seen = new HashMap<>();
    private long readNanos;
    private boolean everRead;

    /** {@code sinceNanos}: when the counter was first seen; {@code moved}: whether it was ever seen to change */
    private static final class Seen {
        private long counter;
        private long sinceNanos;
        private boolean moved;
        private boolean told;
        private @Nullable NodeRecord record;
        private long revision;

        Seen(long counter, long nanos) {
            this.counter = counter;
            this.sinceNanos = nanos;
        }
    }

    /** A record and its revision. */
    record Row(NodeRecord node, long revision) {}

    NodeWatch(LeaseLimits limits) {
        this.limits = limits;
    }

    /**
     * All records were read.
     *
     * @return those whose counter has moved since the last time
     */
    List<NodeRecord> read(List<Row> rows, long nowNanos) {
        if (everRead && nowNanos - readNanos > limits.blind().toNanos()) {
            LOG.debug("no look at the nodes for {} ms", (nowNanos - readNanos) / 1_000_000);
            // who did not look cannot say who stood still: of the pause no more counts than one heartbeat
            long unseenNanos = nowNanos - readNanos - limits.heartbeat().toNanos();
            seen.values().forEach(one -> {
                one.sinceNanos += unseenNanos;
                one.told = false;
            });
        }
        everRead = true;
        readNanos = nowNanos;
        List<NodeRecord> moving = new ArrayList<>();
        Map<String, Seen> gone = new HashMap<>(seen);
        for (Row row : rows) {
            gone.remove(row.node().id());
            boolean known = seen.containsKey(row.node().id());
            if (observe(row, nowNanos) && known) {
                moving.add(row.node());
            }
        }
        gone.forEach((_, one) -> {
            if (one.counter != ABSENT) {
                one.counter = ABSENT;
                one.sinceNanos = nowNanos;
            }
            one.record = null;
        });
        seen.values()
                .removeIf(one -> one.record == null
                        && nowNanos - one.sinceNanos > limits.forgotten().toNanos());
        return moving;
    }

    /** {@return whether the counter is another than at the last look} */
    private boolean observe(Row row, long nowNanos) {
        Seen before = seen.get(row.node().id());
        Seen now = before == null ? new Seen(row.node().counter(), nowNanos) : before;
        boolean moved = before != null && before.counter != row.node().counter();
        if (moved) {
            now.counter = row.node().counter();
            now.sinceNanos = nowNanos;
            now.moved = true;
            now.told = false;
        }
        now.record = row.node();
        now.revision = row.revision();
        seen.put(row.node().id(), now);
        return moved;
    }

    /** One record was read, null if there is none. Returns whether its counter stands still, as it did at the last look. */
    boolean still(String nodeId, @Nullable Row row, long nowNanos) {
        if (row == null) {
            Seen one = seen.computeIfAbsent(nodeId, _ -> new Seen(ABSENT, nowNanos));
            boolean still = one.counter == ABSENT;
            if (!still) {
                one.counter = ABSENT;
                one.sinceNanos = nowNanos;
                one.record = null;
            }
            return still;
        }
        boolean known = seen.containsKey(nodeId);
        return !observe(row, nowNanos) && known;
    }

    /**
     * {@return whether a node's counter was last seen to change so long ago that its leases may be taken; who has not
     * looked for a while says no}
     */
    boolean silent(String nodeId, long nowNanos) {
        Seen one = seen.computeIfAbsent(nodeId, _ -> new Seen(ABSENT, nowNanos));
        return nowNanos - one.sinceNanos >= limits.dead().toNanos()
                && nowNanos - readNanos <= limits.blind().toNanos();
    }

    /** {@return nodes that fell silent since the last call} */
    List<String> fellSilent(long nowNanos) {
        List<String> silent = new ArrayList<>();
        seen.forEach((nodeId, one) -> {
            if (!one.told && silent(nodeId, nowNanos)) {
                one.told = true;
                silent.add(nodeId);
            }
        });
        return silent;
    }

    /** {@return nodes that have been silent for so long that their records can go} */
    List<Row> forgotten(long nowNanos) {
        List<Row> rows = new ArrayList<>();
        for (Seen one : seen.values()) {
            NodeRecord record = one.record;
            if (record != null && nowNanos - one.sinceNanos > limits.forgotten().toNanos()) {
                rows.add(new Row(record, one.revision));
            }
        }
        return rows;
    }

    /** {@return nodes that are not silent} */
    List<NodeRecord> living(long nowNanos) {
        List<NodeRecord> living = new ArrayList<>();
        seen.forEach((nodeId, one) -> {
            NodeRecord record = one.record;
            if (record != null && !silent(nodeId, nowNanos)) {
                living.add(record);
            }
        });
        return living;
    }

    /** {@return nodes whose counter was seen to move} */
    List<NodeRecord> moved() {
        List<NodeRecord> moved = new ArrayList<>();
        for (Seen one : seen.values()) {
            NodeRecord record = one.record;
            if (record != null && one.moved) {
                moved.add(record);
            }
        }
        return moved;
    }

    /** {@return whether every node was seen to move, or was watched for long enough to say that it stands still} */
    boolean settled(long nowNanos) {
        return seen.values().stream()
                .allMatch(one -> one.moved
                        || one.record == null
                        || nowNanos - one.sinceNanos >= limits.settle().toNanos());
    }
}
