package io.meshplay.collab.testing;

import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.room.Access;
import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.Advisor;
import io.meshplay.collab.room.Grant;
import io.meshplay.collab.room.NativeLimits;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.RoomMetrics;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoomsConfig;
import io.meshplay.collab.room.SoleOwner;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.SocketMetrics;
import io.meshplay.collab.socket.Sockets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rooms and sockets on a real port of the loopback, over a store in memory. Any thread. */
public final class LiveServer implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final MemoryStore store;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PresenceBoard board;
    private final Rooms rooms;
    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final HttpServer http;
    private final int port;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<String, AccessDeniedException.Kind> denied = new ConcurrentHashMap<>();
    private final WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
            .setMaxConnections(1_000)
            .setMaxFrameSize(32 << 20)
            .setMaxMessageSize(32 << 20));

    /** Starts on what {@code disk} holds, with a presence board of its own. */
    public LiveServer(MemoryStore.Disk disk, Path scratch, RoomLimits roomLimits, SocketLimits socketLimits) {
        this(disk, scratch, roomLimits, socketLimits, PresenceBoard::local);
    }

    private volatile Advisor advisor = Advisor.SILENT;

    /** Makes a server's presence board. */
    public interface Boards {
        /** {@return the board} */
        PresenceBoard make(Vertx vertx, MeterRegistry registry);
    }

    /** Starts on what {@code disk} holds. */
    public LiveServer(
            MemoryStore.Disk disk, Path scratch, RoomLimits roomLimits, SocketLimits socketLimits, Boards boards) {
        board = boards.make(vertx, registry);
        store = new MemoryStore(vertx, disk);
        RoomsConfig config = new RoomsConfig(
                vertx,
                2,
                store,
                new SoleOwner(store.fencingToken()),
                roomLimits,
                NativeLimits.DEFAULTS,
                new RoomMetrics(registry),
                Clock.systemUTC(),
                new Random(1),
                (designId, _) -> changes.add(designId),
                new Advisor() {
                    @Override
                    public Future<Advice> advise(String designId, long sequence, byte[] projection) {
                        return advisor.advise(designId, sequence, projection);
                    }

                    @Override
                    public void forget(String designId) {
                        advisor.forget(designId);
                    }
                },
                board,
                scratch,
                Rooms.suspects(scratch));
        rooms = Outcome.of(Rooms.start(config));
        Access access = this::grant;
        Sockets sockets = new Sockets(vertx, rooms, access, socketLimits, new SocketMetrics(registry));
        HttpServerOptions options =
                Sockets.configure(new HttpServerOptions().setHost("127.0.0.1").setPort(0), socketLimits);
        http = Outcome.of(
                vertx.createHttpServer(options).requestHandler(sockets::accept).listen());
        port = http.actualPort();
    }

    private Future<Grant> grant(String designId, @Nullable String token) {
        AccessDeniedException.Kind kind = denied.get(designId);
        if (kind != null) {
            return Future.failedFuture(new AccessDeniedException(kind, "denied by the test"));
        }
        if (token == null || token.isEmpty()) {
            return Future.succeededFuture(new Grant("local", Role.OWNER, null));
        }
        Grant grant = grants.get(token);
        return grant == null
                ? Future.failedFuture(
                        new AccessDeniedException(AccessDeniedException.Kind.UNAUTHORISED, "no such token"))
                : Future.succeededFuture(grant);
    }

    /** Lets a token in. */
    public void grant(String token, Grant grant) {
        grants.put(token, grant);
    }

    /** Lets nobody into a design. */
    public void deny(String designId, AccessDeniedException.Kind kind) {
        denied.put(designId, kind);
    }

    /** {@return a client of the y-websocket framing; {@code query} is empty or starts with ?} */
    public WireClient sync(String designId, String query) {
        return WireClient.syncTo(client, port, designId, query);
    }

    /** {@return a client of the Hocuspocus framing, not yet authenticated} */
    public WireClient collab(String address) {
        return WireClient.collabTo(client, port, address);
    }

    /** Asks this one about designs from here on; {@code maker} gets the server's Vert.x. */
    public void advise(Function<Vertx, Advisor> maker) {
        advisor = maker.apply(vertx);
    }

    /** {@return where it listens} */
    public int port() {
        return port;
    }

    /** {@return who is where} */
    public PresenceBoard board() {
        return board;
    }

    /** {@return the rooms} */
    public Rooms rooms() {
        return rooms;
    }

    /** {@return designs that the listener of changes was told of} */
    public List<String> changes() {
        return changes;
    }

    /** {@return the store, for its faults} */
    public MemoryStore store() {
        return store;
    }

    /** {@return a counter's or gauge's value; 0 if it does not exist} */
    public double metric(String name, String... tags) {
        var search = registry.find(name).tags(tags);
        var gauge = search.gauge();
        if (gauge != null) {
            return gauge.value();
        }
        var counter = search.counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        Outcome.of(rooms.drain(Duration.ZERO));
        Outcome.of(board.close());
        Outcome.of(http.close());
        Outcome.of(client.close());
        Outcome.of(vertx.close());
    }
}
