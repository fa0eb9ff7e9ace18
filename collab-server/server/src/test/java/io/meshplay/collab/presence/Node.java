package io.meshplay.collab.presence;

import io.meshplay.collab.designs.DesignEvent;
import io.meshplay.collab.designs.PresenceView;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.crdt.AwarenessUpdate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One node of a cluster, as far as presence goes: a Vert.x of its own and its board. */
final class Node implements AutoCloseable {
    /** What the product runs with, ten times faster. */
    static final PresenceLimits FAST = new PresenceLimits(
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            8 << 10,
            64,
            32,
            4_096,
            Duration.ofMillis(300),
            Duration.ofMillis(250),
            Duration.ofMillis(100),
            Duration.ofMillis(100),
            3,
            Duration.ofMillis(600),
            Duration.ofMillis(1_500),
            Duration.ofMillis(500),
            Duration.ofMillis(800),
            8,
            40,
            16 << 10);

    final Vertx vertx = Vertx.vertx();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final PresenceBoard board;
    final List<DesignEvent> heard = new CopyOnWriteArrayList<>();
    final List<String> revoked = new CopyOnWriteArrayList<>();
    private final Map<Long, Long> clocks = new ConcurrentHashMap<>();

    Node(String uri, String id) {
        board = Outcome.of(PresenceBoard.connect(vertx, new RedisOptions(uri, "meshplay:", FAST), id, registry));
        board.subscribe(heard::add);
        board.onRevoked(revoked::add);
    }

    void says(String designId, long client, @Nullable String json) {
        long clock = clocks.merge(client, 1L, Long::sum);
        board.changed(designId, List.of(new AwarenessUpdate.Entry(client, clock, json)));
    }

    static String person(String name, String more) {
        return "{\"user\":{\"id\":\"" + name.toLowerCase(java.util.Locale.ROOT) + "\",\"name\":\"" + name
                + "\",\"color\":\"#6d4aff\"}" + more + "}";
    }

    PresenceView.Present on(String designId) {
        return Outcome.of(board.on(designId));
    }

    /** {@return the states that this node tells of, by client id} */
    Map<Long, String> states(String designId) {
        return on(designId).clients().stream()
                .collect(Collectors.toMap(PresenceView.Client::clientId, PresenceView.Client::state));
    }

    PresenceView.Overview of(String... designIds) {
        return Outcome.of(board.of(List.of(designIds)));
    }

    double connected() {
        return registry.get("meshplay.redis.connected").gauge().value();
    }

    /** Ends as by SIGKILL: says nothing to Redis. */
    void kill() {
        Outcome.of(vertx.close());
    }

    @Override
    public void close() {
        Outcome.of(board.close());
        Outcome.of(vertx.close());
    }
}
