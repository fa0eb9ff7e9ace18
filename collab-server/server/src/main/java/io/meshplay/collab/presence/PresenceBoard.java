package io.meshplay.collab.presence;

import io.lettuce.core.SetArgs;
import io.meshplay.collab.designs.DesignEvent;
import io.meshplay.collab.designs.DesignFeed;
import io.meshplay.collab.designs.PresenceView;
import io.meshplay.collab.room.PresenceListener;
import io.meshplay.collab.room.RoutingHints;
import io.meshplay.collab.room.Turns;
import io.meshplay.collab.room.VertxTurns;
import io.meshplay.collab.thread.AnyThread;
import io.meshplay.crdt.AwarenessUpdate;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is where and what is new, on every node: the rooms of this process tell it, readers ask it, and Redis carries it to
 * the other nodes while there is one. Without Redis it serves the one process. Nothing that calls it ever waits for Redis:
 * a room leaves the newest states in a map and goes on.
 */
@AnyThread
public final class PresenceBoard implements PresenceListener, DesignFeed, PresenceView, RoutingHints {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceBoard.class);

    /** What rooms have said since the board last looked; the newest of each client. Guarded by the map that holds it. */
    private static final class Said {
        private boolean emptied;
        private final Map<Long, Optional<String>> states = new HashMap<>();
    }

    private final Vertx vertx;
    private final Context context;
    private final Turns turns;
    private final PresenceLimits limits;
    private final PresenceMetrics metrics;
    private final Keys keys;
    private final ConcurrentHashMap<String, Said> said = new ConcurrentHashMap<>();
    private final List<Consumer<DesignEvent>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> revocations = new CopyOnWriteArrayList<>();

    // Confined to the context.
    private final Map<String, OwnPresence> own = new HashMap<>();
    private final Map<String, Long> lookedAt = new HashMap<>();
    private final PresenceWriter writer;
    private @Nullable RedisLink link;
    private @Nullable PresenceReader reader;
    private boolean untold;

    private PresenceBoard(
            Vertx vertx,
            Function<Context, Turns> turns,
            PresenceLimits limits,
            String prefix,
            String node,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.turns = turns.apply(context);
        this.limits = limits;
        this.metrics = new PresenceMetrics(registry);
        this.keys = new Keys(prefix, node + "~" + UUID.randomUUID().toString().substring(0, 8));
        this.writer = new PresenceWriter(keys, limits, metrics, own, System.currentTimeMillis(), this.turns::nanoTime);
    }

    /** {@return a board of this process alone} */
    public static PresenceBoard local(Vertx vertx, MeterRegistry registry) {
        return local(vertx, context -> new VertxTurns(vertx, context), PresenceLimits.DEFAULTS, registry);
    }

    static PresenceBoard local(
            Vertx vertx, Function<Context, Turns> turns, PresenceLimits limits, MeterRegistry registry) {
        return new PresenceBoard(vertx, turns, limits, "", "local", registry);
    }

    /**
     * Joins the boards of all nodes of one Redis. A Redis that is away is waited for while the board serves this process;
     * one that could never do fails the start with {@link RedisRefusedException}.
     *
     * @param node this node's id: letters, digits, {@code . _ -}
     */
    public static Future<PresenceBoard> connect(
            Vertx vertx, RedisOptions options, String node, MeterRegistry registry) {
        if (!node.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("node is " + node + ", must be 1 to 64 letters, digits and . _ -");
        }
        PresenceBoard board;
        RedisLink link;
        try {
            board = new PresenceBoard(
                    vertx,
                    context -> new VertxTurns(vertx, context),
                    options.limits(),
                    options.prefix(),
                    node,
                    registry);
            link = new RedisLink(board.turns, board.context, options, board.keys.news(), board.metrics, board.host());
        } catch (RedisRefusedException e) {
            return Future.failedFuture(e);
        }
        return board.here(() -> {
            board.link = link;
            board.reader = new PresenceReader(board.keys, board.limits, link);
            board.writer.writeTo(link);
            return link.start().map(board);
        });
    }

    private RedisLink.Host host() {
        return new RedisLink.Host() {
            @Override
            public Future<?> beat() {
                RedisLink present = link;
                return present == null
                        ? Future.succeededFuture()
                        : writer.beat(present).onSuccess(_ -> resyncOthers());
            }

            @Override
            public void back() {
                writer.writeAll();
                dispatch(new DesignEvent.Resync());
                untold = true;
            }

            @Override
            public void heard(String message) {
                PresenceBoard.this.heard(message);
            }
        };
    }

    /** Runs work on the board's loop and completes on the caller's context. */
    private <T> Future<T> here(Supplier<Future<T>> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        turns.run(() -> started(work).onComplete(done -> caller.runOnContext(_ -> promise.handle(done))));
        return promise.future();
    }

    private static <T> Future<T> started(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    // ---- what rooms say ----

    @Override
    public void changed(String designId, List<AwarenessUpdate.Entry> changes) {
        said.compute(designId, (_, before) -> {
            Said now = before == null ? awaited(designId) : before;
            changes.forEach(entry -> now.states.put(entry.clientId(), Optional.ofNullable(entry.json())));
            return now;
        });
    }

    @Override
    public void closed(String designId) {
        said.compute(designId, (_, before) -> {
            Said now = before == null ? awaited(designId) : before;
            now.emptied = true;
            now.states.clear();
            return now;
        });
    }

    /** The first change since the board last looked makes it look again, in a while. */
    private Said awaited(String designId) {
        turns.run(() -> turns.after(limits.writeInterval(), () -> look(designId)));
        return new Said();
    }

    private void look(String designId) {
        Said news = said.remove(designId);
        if (news == null) {
            return;
        }
        OwnPresence present = own.computeIfAbsent(designId, id -> new OwnPresence(id, limits));
        List<Long> clients = new ArrayList<>(news.states.keySet());
        if (news.emptied) {
            for (long client : List.copyOf(present.states().keySet())) {
                present.put(client, null);
                clients.add(client);
            }
        }
        news.states.forEach((client, state) -> present.put(client, state.orElse(null)));
        if (link != null) {
            writer.changed(designId, clients);
        }
        lookAtPeopleSoon(designId);
    }

    /** At once when it was long ago, else when the interval is over. */
    private void lookAtPeopleSoon(String designId) {
        Long last = lookedAt.get(designId);
        long interval = limits.peopleInterval().toNanos();
        long since = last == null ? interval : turns.nanoTime() - last;
        if (since >= interval) {
            lookAtPeople(designId);
        } else if (since >= 0) {
            // Until then the time of the last look lies in the future: one timer is enough.
            lookedAt.put(designId, turns.nanoTime() + interval - since);
            turns.after(Duration.ofNanos(Math.max(1_000_000, interval - since)), () -> lookAtPeople(designId));
        }
    }

    private void lookAtPeople(String designId) {
        OwnPresence present = own.get(designId);
        if (present == null) {
            lookedAt.remove(designId);
            return;
        }
        lookedAt.put(designId, turns.nanoTime());
        if (present.lookAtPeople()) {
            if (link != null) {
                writer.peopleChanged(designId);
            }
            publish(new DesignEvent.PeopleChanged(present.summary()));
        }
        if (present.states().isEmpty()) {
            own.remove(designId);
            lookedAt.remove(designId);
        }
    }

    // ---- who is where ----

    @Override
    public Future<Present> on(String designId) {
        return here(() -> {
            OwnPresence present = own.get(designId);
            Map<Long, String> here = present == null ? Map.of() : Map.copyOf(present.states());
            PresenceReader remote = reader;
            if (remote == null) {
                return Future.succeededFuture(present(here, false));
            }
            return soon(remote.on(designId)).transform(read -> {
                Map<Long, String> all = new TreeMap<>(read.succeeded() ? read.result() : Map.of());
                all.putAll(here);
                return Future.succeededFuture(present(all, read.failed()));
            });
        });
    }

    private static Present present(Map<Long, String> states, boolean partial) {
        List<Client> clients = new ArrayList<>();
        new TreeMap<>(states).forEach((client, state) -> clients.add(new Client(client, state)));
        return new Present(List.copyOf(clients), partial);
    }

    @Override
    public Future<Overview> of(List<String> designIds) {
        return here(() -> {
            PresenceReader remote = reader;
            if (remote == null) {
                return Future.succeededFuture(overview(designIds, Map.of(), false));
            }
            return soon(remote.of(designIds))
                    .transform(read -> Future.succeededFuture(
                            overview(designIds, read.succeeded() ? read.result() : Map.of(), read.failed())));
        });
    }

    private Overview overview(List<String> designIds, Map<String, Summary> elsewhere, boolean partial) {
        List<Summary> summaries = new ArrayList<>();
        for (String designId : designIds) {
            OwnPresence present = own.get(designId);
            Summary summary =
                    present == null || present.summary().count() == 0 ? elsewhere.get(designId) : present.summary();
            if (summary != null && summary.count() > 0) {
                summaries.add(summary);
            }
        }
        return new Overview(List.copyOf(summaries), partial);
    }

    /** A reader waits a little and then shows what there is. */
    private <T> Future<T> soon(Future<T> read) {
        RedisLink present = link;
        return present == null || !present.up()
                ? Future.failedFuture("Redis is away")
                : read.timeout(limits.readMax().toMillis(), TimeUnit.MILLISECONDS);
    }

    // ---- what is new ----

    @Override
    public void publish(DesignEvent event) {
        dispatch(event);
        send(Bulletin.news(keys.self(), event));
    }

    @Override
    public Subscription subscribe(Consumer<DesignEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells other nodes that the sessions of an identity end. */
    public void revoked(String identity) {
        send(Bulletin.revocation(keys.self(), identity));
    }

    /** Hears of the identities that other nodes revoked; called on any thread. */
    public void onRevoked(Consumer<String> listener) {
        revocations.add(listener);
    }

    private void send(Bulletin bulletin) {
        turns.run(() -> {
            RedisLink present = link;
            if (present != null && !present.up()) {
                metrics.dropped();
                untold = true;
            } else if (present != null) {
                String message = bulletin.encode();
                present.send(redis -> redis.publish(keys.news(), message)).onFailure(_ -> {
                    metrics.dropped();
                    untold = true;
                });
            }
        });
    }

    /** Other nodes have missed something of this one. */
    private void resyncOthers() {
        RedisLink present = link;
        if (untold && present != null) {
            untold = false;
            send(Bulletin.news(keys.self(), new DesignEvent.Resync()));
        }
    }

    private void heard(String message) {
        Optional<Bulletin> read = Bulletin.decode(message, limits);
        if (read.isEmpty()) {
            metrics.ignored();
            return;
        }
        Bulletin bulletin = read.get();
        if (bulletin.node().equals(keys.self())) {
            return;
        }
        if (bulletin.event() != null) {
            dispatch(bulletin.event());
        } else if (bulletin.revoked() != null) {
            revocations.forEach(listener -> listener.accept(bulletin.revoked()));
        }
    }

    private void dispatch(DesignEvent event) {
        for (Consumer<DesignEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.error("a listener of the feed of designs failed", e);
            }
        }
    }

    // ---- where designs live ----

    @Override
    public Future<Optional<String>> hint(String designId) {
        return here(() -> {
            RedisLink present = link;
            return present == null || !present.up()
                    ? Future.succeededFuture(Optional.<String>empty())
                    : present.send(redis -> redis.get(keys.route(designId)))
                            .timeout(limits.hintMax().toMillis(), TimeUnit.MILLISECONDS)
                            .map(Optional::ofNullable)
                            .otherwise(Optional.empty());
        });
    }

    @Override
    public void hint(String designId, String node) {
        turns.run(() -> {
            RedisLink present = link;
            if (present != null && present.up()) {
                present.send(redis -> redis.set(
                        keys.route(designId),
                        node,
                        SetArgs.Builder.px(limits.hintTtl().toMillis())));
            }
        });
    }

    /** Takes this node off the board and lets go of Redis; completes soon, whatever Redis does. */
    public Future<Void> close() {
        return here(() -> {
            RedisLink present = link;
            if (present == null) {
                return Future.succeededFuture();
            }
            Future<Void> left = present.up() ? writer.leave(present) : Future.succeededFuture();
            return left.timeout(limits.readMax().toMillis(), TimeUnit.MILLISECONDS)
                    .transform(_ -> present.close());
        });
    }
}
