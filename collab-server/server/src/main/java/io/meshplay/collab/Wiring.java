package io.meshplay.collab;

import io.meshplay.collab.api.Administration;
import io.meshplay.collab.api.Api;
import io.meshplay.collab.api.ApiDependencies;
import io.meshplay.collab.api.ApiLimits;
import io.meshplay.collab.api.OriginGuard;
import io.meshplay.collab.api.StreamLimits;
import io.meshplay.collab.cli.NetworkOptions;
import io.meshplay.collab.cli.ServerOptions;
import io.meshplay.collab.designs.DesignAccess;
import io.meshplay.collab.designs.Designs;
import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.collab.designs.LinkWatch;
import io.meshplay.collab.designs.ProjectionListener;
import io.meshplay.collab.presence.BroadcastRevocations;
import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.RoomMetrics;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoomsConfig;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.SocketMetrics;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.store.MeteredStore;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.sqlite.SqliteStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Constructs the server, top to bottom: store, rooms, designs, API, sockets, listening port. Closing goes back up. */
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final long DRAIN_SECONDS_MAX = 10;
    private static final long LINKS_EVERY_MILLIS = 3_000;

    private final Vertx vertx;
    private final Store store;
    private final Rooms rooms;
    private final PresenceBoard board;
    private final List<String> listening;
    private final int port;
    private final Telemetry telemetry;

    private Wiring(
            Vertx vertx,
            Store store,
            Rooms rooms,
            PresenceBoard board,
            List<String> listening,
            int port,
            Telemetry telemetry) {
        this.vertx = vertx;
        this.store = store;
        this.rooms = rooms;
        this.board = board;
        this.listening = listening;
        this.port = port;
        this.telemetry = telemetry;
    }

    /** Opens a data directory as it stands, to read it; a server may run on it. */
    static Future<Store> snapshot(Vertx vertx, Path data) {
        return SqliteStore.snapshot(vertx, data);
    }

    /** Makes a store in a new or empty data directory, to be filled from a backup. */
    static Future<Store> emptyStore(Vertx vertx, Path data) {
        return SqliteStore.create(vertx, data);
    }

    /** {@return the port that the server listens on} */
    int port() {
        return port;
    }

    /** Starts everything; a failure closes what was started. */
    static Future<Wiring> start(ServerOptions options) {
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setDisableTCCL(true)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
        // A promise of no context: once Vert.x is closed, its loops can tell nobody why it was closed.
        Promise<Wiring> started = Promise.promise();
        SqliteStore.open(vertx, options.data())
                .compose(store -> serve(vertx, options, loops, store)
                        .recover(failure -> store.close().transform(_ -> Future.failedFuture(failure))))
                .onComplete(started::complete, failure -> vertx.close().onComplete(_ -> started.fail(failure)));
        return started.future();
    }

    private static Future<Wiring> serve(Vertx vertx, ServerOptions options, int loops, Store unmetered) {
        NetworkOptions network = options.network();
        Telemetry telemetry = new Telemetry(options.data(), network.trusted());
        var registry = telemetry.registry();
        Store store = new MeteredStore(unmetered, registry);
        Clock clock = Clock.systemUTC();
        Path data = options.data();
        PresenceBoard board = PresenceBoard.local(vertx, registry);
        ProjectionListener projections = new ProjectionListener(vertx, store.records(), board, clock);
        RoomsConfig config = new RoomsConfig(
                vertx,
                loops,
                store,
                RoomLimits.DEFAULTS,
                new RoomMetrics(registry),
                clock,
                new SecureRandom(),
                (designId, projection) -> projections
                        .projected(designId, projection)
                        .onFailure(failure -> LOG.atWarn()
                                .addKeyValue("designId", designId)
                                .addKeyValue("cause", failure)
                                .log("a design is not up to date in the list")),
                board,
                data,
                Rooms.suspects(data));
        return Rooms.start(config).compose(rooms -> {
            Designs designs = new Designs(
                    vertx,
                    store.records(),
                    new BroadcastRevocations(rooms, board),
                    board,
                    clock,
                    new SecureRandom(),
                    DesignsLimits.DEFAULTS);
            board.onRevoked(rooms::revoke);
            watchLinks(vertx, new LinkWatch(store.records(), clock, rooms::identities, rooms::revoke));
            AtomicInteger port = new AtomicInteger(options.port());
            OriginGuard guard = network.trusted()
                    ? OriginGuard.trusting(port::get, options.host(), network.publicUrls())
                    : OriginGuard.loopback(port::get);
            var administration = new Administration(rooms, network.trusted(), network.adminToken(), clock.instant());
            Router router = Api.router(
                    vertx,
                    new ApiDependencies(
                            designs,
                            board,
                            board,
                            store::probe,
                            registry,
                            guard,
                            ApiLimits.DEFAULTS,
                            StreamLimits.DEFAULTS,
                            clock,
                            administration));
            Sockets sockets = new Sockets(
                    vertx,
                    rooms,
                    new DesignAccess(store.records(), clock),
                    SocketLimits.DEFAULTS,
                    new SocketMetrics(registry));
            LoopDelay delay = new LoopDelay(registry);
            // a negative number is a free port that all loops share; with 0 each would find one of its own
            int listenPort = options.port() == 0 ? -1 : options.port();
            return listen(
                            vertx,
                            loops,
                            port,
                            () -> new HttpVerticle(options.host(), listenPort, guard, sockets, router, delay))
                    .compose(listening -> (options.samples()
                                    ? designs.samples().openOnce()
                                    : Future.<Void>succeededFuture())
                            .map(_ -> new Wiring(vertx, store, rooms, board, listening, port.get(), telemetry)));
        });
    }

    private static void watchLinks(Vertx vertx, LinkWatch watch) {
        vertx.setPeriodic(LINKS_EVERY_MILLIS, _ -> watch.look().onFailure(failure -> LOG.debug("links", failure)));
    }

    /** The first loop finds the port, if any free one will do; the others share it. */
    private static Future<List<String>> listen(Vertx vertx, int loops, AtomicInteger port, Verticles verticles) {
        HttpVerticle first = verticles.next();
        return vertx.deployVerticle(first).compose(firstId -> {
            port.set(first.actualPort());
            List<Future<String>> others = new ArrayList<>();
            for (int i = 1; i < loops; i++) {
                others.add(vertx.deployVerticle(verticles.next()));
            }
            return Future.all(others).map(all -> {
                List<String> ids = new ArrayList<>(all.<String>list());
                ids.add(firstId);
                return List.copyOf(ids);
            });
        });
    }

    /** Makes one loop's listener. */
    private interface Verticles {
        HttpVerticle next();
    }

    /** Stops listening, writes out what was accepted, closes the store; completes when nothing is open. */
    Future<Void> close() {
        Future<Void> drained = rooms.drain()
                .timeout(DRAIN_SECONDS_MAX, TimeUnit.SECONDS)
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("cause", failure.getMessage())
                        .log("not everything was checkpointed; the journal has it"));
        return drained.otherwiseEmpty()
                .compose(
                        _ -> Future.join(listening.stream().map(vertx::undeploy).toList())
                                .otherwiseEmpty())
                .compose(_ -> board.close().otherwiseEmpty())
                .compose(_ -> store.close().otherwiseEmpty())
                .onComplete(_ -> telemetry.close())
                .compose(_ -> vertx.close());
    }
}
