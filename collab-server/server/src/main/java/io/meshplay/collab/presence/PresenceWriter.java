package io.meshplay.collab.presence;

import io.lettuce.core.SetArgs;
import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings Redis up to what this node has, and only what changed: per design the ids of the clients that Redis does not know
 * as they are, never their states, so that nothing grows while Redis is away. When Redis has lost what it was told, which
 * the missing of the node's own key gives away, everything is written again. Confined to the board's loop.
 */
@EventLoop
final class PresenceWriter {
    /** What Redis lacks of one design. */
    private static final class Lack {
        private final Set<Long> clients = new HashSet<>();
        private boolean whole = true;
        private boolean summary;
        private boolean queued;
        private boolean busy;
        private long writtenNanos;

        boolean nothing() {
            return !whole && !summary && clients.isEmpty();
        }
    }

    private final Keys keys;
    private final PresenceLimits limits;
    private final PresenceMetrics metrics;
    private final Map<String, OwnPresence> own;
    private final String startedAt;
    private final LongSupplier nanoTime;
    private final Map<String, Lack> lacks = new HashMap<>();
    private final ArrayDeque<String> queue = new ArrayDeque<>();
    private @Nullable RedisSender link;
    private int writing;
    private boolean pumping;

    PresenceWriter(
            Keys keys,
            PresenceLimits limits,
            PresenceMetrics metrics,
            Map<String, OwnPresence> own,
            long startedAt,
            LongSupplier nanoTime) {
        this.keys = keys;
        this.limits = limits;
        this.metrics = metrics;
        this.own = own;
        this.nanoTime = nanoTime;
        this.startedAt = Long.toString(startedAt);
    }

    void writeTo(RedisSender to) {
        link = to;
    }

    /** Clients of a design are not as Redis knows them. */
    void changed(String designId, Collection<Long> clients) {
        Lack lack = lacks.computeIfAbsent(designId, _ -> new Lack());
        lack.clients.addAll(clients);
        enqueue(designId, lack);
    }

    /** Who is on a design, in short, is not as Redis knows it. */
    void peopleChanged(String designId) {
        Lack lack = lacks.computeIfAbsent(designId, _ -> new Lack());
        lack.summary = true;
        enqueue(designId, lack);
    }

    /** Says that this node lives. A key that was not there means that Redis was emptied, or that this node counted as dead. */
    Future<Void> beat(RedisSender to) {
        Future<String> before = to.send(redis -> redis.setGet(
                keys.node(keys.self()),
                startedAt,
                SetArgs.Builder.px(limits.nodeTtl().toMillis())));
        Future<Long> listed = to.send(redis -> redis.sadd(keys.nodes(), keys.self()));
        Future<Boolean> renewed = to.send(redis ->
                redis.pexpire(keys.who(keys.self()), limits.presenceTtl().toMillis()));
        return Future.all(before, listed, renewed).map(_ -> {
            if (before.result() == null) {
                writeAll();
            } else {
                renew();
            }
            return null;
        });
    }

    /** Redis may hold anything: all is written again. */
    void writeAll() {
        for (String designId : own.keySet()) {
            lacks.computeIfAbsent(designId, _ -> new Lack());
        }
        lacks.forEach((designId, lack) -> {
            lack.whole = true;
            enqueue(designId, lack);
        });
        // Those that were queued while Redis was away are not queued again.
        pump();
    }

    private void renew() {
        long now = nanoTime.getAsLong();
        lacks.forEach((designId, lack) -> {
            if (!lack.nothing()
                    || now - lack.writtenNanos > limits.refreshInterval().toNanos()) {
                enqueue(designId, lack);
            }
        });
        pump();
    }

    private void enqueue(String designId, Lack lack) {
        if (!lack.queued && !lack.busy) {
            lack.queued = true;
            queue.add(designId);
            pump();
        }
    }

    /** A write that fails at once comes back here, while the loop below goes on anyway. */
    private void pump() {
        RedisSender to = link;
        if (pumping) {
            return;
        }
        pumping = true;
        while (to != null && to.up() && writing < limits.writesMax() && !queue.isEmpty()) {
            String designId = queue.remove();
            Lack lack = lacks.get(designId);
            if (lack != null) {
                lack.queued = false;
                write(to, designId, lack);
            }
        }
        pumping = false;
    }

    private void write(RedisSender to, String designId, Lack lack) {
        OwnPresence present = own.get(designId);
        List<Future<?>> sent = new ArrayList<>();
        boolean whole = lack.whole;
        if (present == null || present.states().isEmpty()) {
            sent.add(to.send(redis -> redis.del(keys.on(keys.self(), designId))));
        } else {
            states(to, designId, lack, present, sent);
        }
        if (whole || lack.summary) {
            sent.add(summary(to, designId, present));
        }
        lack.clients.clear();
        lack.whole = false;
        lack.summary = false;
        lack.busy = true;
        writing++;
        Future.join(sent).onComplete(done -> {
            lack.busy = false;
            lack.writtenNanos = nanoTime.getAsLong();
            writing--;
            if (done.failed()) {
                metrics.dropped();
                lack.whole = true;
            } else if (!own.containsKey(designId) && lack.nothing()) {
                lacks.remove(designId, lack);
            } else if (!lack.nothing()) {
                enqueue(designId, lack);
            }
            pump();
        });
    }

    private void states(RedisSender to, String designId, Lack lack, OwnPresence present, List<Future<?>> sent) {
        String key = keys.on(keys.self(), designId);
        Collection<Long> clients = lack.whole ? present.states().keySet() : lack.clients;
        List<String> gone = new ArrayList<>();
        Map<String, String> here = new HashMap<>();
        if (lack.whole) {
            sent.add(to.send(redis -> redis.del(key)));
        }
        String now = System.currentTimeMillis() + " ";
        for (long client : clients) {
            String state = present.state(client);
            if (state == null) {
                gone.add(Long.toString(client));
            } else {
                here.put(Long.toString(client), now + state);
            }
            if (here.size() >= limits.batchMax()) {
                Map<String, String> batch = Map.copyOf(here);
                here.clear();
                sent.add(to.send(redis -> redis.hset(key, batch)));
            }
        }
        if (!here.isEmpty()) {
            sent.add(to.send(redis -> redis.hset(key, here)));
        }
        if (!gone.isEmpty()) {
            sent.add(to.send(redis -> redis.hdel(key, gone.toArray(String[]::new))));
        }
        sent.add(to.send(redis -> redis.pexpire(key, limits.presenceTtl().toMillis()))
                .onSuccess(there -> {
                    if (!there && !present.states().isEmpty()) {
                        // Evicted: nobody else deletes it.
                        lack.whole = true;
                    }
                }));
    }

    private Future<?> summary(RedisSender to, String designId, @Nullable OwnPresence present) {
        String key = keys.who(keys.self());
        if (present == null || present.summary().count() == 0) {
            return to.send(redis -> redis.hdel(key, designId));
        }
        String json = Bulletin.json(present.summary()).toString();
        return Future.join(
                to.send(redis -> redis.hset(key, designId, json)),
                to.send(redis -> redis.pexpire(key, limits.presenceTtl().toMillis())));
    }

    /** Takes this node out of Redis, as far as Redis listens. */
    Future<Void> leave(RedisSender to) {
        List<Future<?>> sent = new ArrayList<>();
        sent.add(to.send(redis -> redis.del(keys.node(keys.self()), keys.who(keys.self()))));
        sent.add(to.send(redis -> redis.srem(keys.nodes(), keys.self())));
        return Future.join(sent).mapEmpty();
    }
}
