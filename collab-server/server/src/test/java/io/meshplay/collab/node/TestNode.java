package io.meshplay.collab.node;

import io.meshplay.collab.room.Access;
import io.meshplay.collab.room.Advisor;
import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.room.NativeLimits;
import io.meshplay.collab.room.PresenceListener;
import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.RoomMetrics;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoomsConfig;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.SocketMetrics;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.WireClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** One whole node on real ports of the loopback, over a disk in memory that it shares with others. Any test thread. */
final class TestNode implements AutoCloseable {
    static final String SECRET = "a secret of the tests, long enough for all";

    final Vertx vertx = Vertx.vertx();
    final MemoryStore store;
    final ClusterNode node;
    final Rooms rooms;
    final LiveDesigns designs;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Sockets sockets;
    private final HttpServer http;
    private final WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
            .setMaxConnections(1_000)
            .setMaxFrameSize(32 << 20)
            .setMaxMessageSize(32 << 20));
    private boolean over;

    TestNode(MemoryStore.Disk disk, Path scratch, Access access, NodeLimits limits, SocketLimits socketLimits) {
        store = new MemoryStore(vertx, disk);
        ClusterOptions options = new ClusterOptions("127.0.0.1", 0, "", new ClusterSecret(SECRET));
        node = Outcome.of(ClusterNode.start(vertx, 2, options, store, Clock.systemUTC(), limits));
        Path boxes = scratch.resolve(node.identity().nodeId());
        try {
            Files.createDirectories(boxes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        rooms = Outcome.of(Rooms.start(new RoomsConfig(
                vertx,
                2,
                node.store(),
                node.ownership(),
                RoomLimits.DEFAULTS,
                NativeLimits.DEFAULTS,
                new RoomMetrics(registry),
                Clock.systemUTC(),
                new Random(1),
                (_, _) -> {},
                Advisor.SILENT,
                PresenceListener.none(),
                boxes,
                Rooms.suspects(boxes))));
        SocketMetrics metrics = new SocketMetrics(registry);
        node.serve(rooms, access, metrics);
        designs = node.designs(rooms);
        sockets = new Sockets(vertx, node.door(rooms), access, socketLimits, metrics);
        HttpServerOptions server =
                Sockets.configure(new HttpServerOptions().setHost("127.0.0.1").setPort(0), socketLimits);
        http = Outcome.of(
                vertx.createHttpServer(server).requestHandler(sockets::accept).listen());
    }

    WireClient sync(String designId, String query) {
        return WireClient.syncTo(client, http.actualPort(), designId, query);
    }

    WireClient collab(String address) {
        return WireClient.collabTo(client, http.actualPort(), address);
    }

    int nodePort() {
        return NodeRef.of("", node.identity().address()).port();
    }

    int publicPort() {
        return http.actualPort();
    }

    /** Ends like a process that is killed: nothing is written, nothing is given back, connections break. */
    void kill() {
        over = true;
        Outcome.of(vertx.close());
    }

    /** Stands still towards store and time, as a process does that was stopped: its heartbeats do not arrive. */
    void freeze(boolean frozen) {
        store.fail(frozen ? new io.meshplay.collab.store.StoreException.Unavailable("frozen by the test", null) : null);
    }

    /** The planned stop, as the server does it. */
    Future<Void> stop(Duration window) {
        over = true;
        sockets.stop();
        return node.beginStop()
                .compose(_ -> rooms.drain(window))
                .compose(_ -> sockets.closeAll())
                .compose(_ -> node.stop());
    }

    @Override
    public void close() {
        if (!over) {
            Outcome.of(stop(Duration.ZERO));
        }
        Outcome.of(vertx.close());
    }
}
