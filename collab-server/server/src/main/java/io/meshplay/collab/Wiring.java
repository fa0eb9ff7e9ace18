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
import io.meshplay.collab.history.Autosaver;
import io.meshplay.collab.history.Autosaves;
import io.meshplay.collab.history.HistoryLimits;
import io.meshplay.collab.node.Node;
import io.meshplay.collab.policy.Definitions;
import io.meshplay.collab.policy.Evaluations;
import io.meshplay.collab.policy.LivePolicies;
import io.meshplay.collab.policy.PolicyLimits;
import io.meshplay.collab.presence.BroadcastRevocations;
import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.room.NativeLimits;
import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.RoomMetrics;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoomsConfig;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.SocketMetrics;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Constructs the server, top to bottom: foundation, rooms, designs, API, sockets, listening port. Closing goes back up. */
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final long DRAIN_SECONDS_MAX = 10;
    private static final long LINKS_EVERY_MILLIS = 3_000;

    private final ServerOptions options;
    private final int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
    private final Vertx vertx;
    private final Clock clock = Clock.systemUTC();
    private final Telemetry telemetry;
    private final Foundation foundation;
    private final Rooms rooms;
    private final Definitions definitions;
    private final Autosaver autosaver;
    private final Sockets sockets;
    private final AtomicInteger port;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private List<String> listening = List.of();

    private Wiring(
            ServerOptions options,
            Vertx vertx,
            Telemetry telemetry,
            Foundation foundation,
            Rooms rooms,
            Definitions definitions,
            Autosaver autosaver) {
        this.options = options;
        this.vertx = vertx;
        this.telemetry = telemetry;
        this.foundation = foundation;
        this.rooms = rooms;
        this.definitions = definitions;
        this.autosaver = autosaver;
        this.port = new AtomicInteger(options.port());
        DesignAccess access = new DesignAccess(foundation.store().records(), clock);
        SocketMetrics metrics = new SocketMetrics(telemetry.registry());
        foundation.node().serve(rooms, access, metrics);
        this.sockets = new Sockets(vertx, foundation.node().door(rooms), access, SocketLimits.DEFAULTS, metrics);
    }

    /** {@return the port that the server listens on} */
    int port() {
        return port.get();
    }

    /** Starts everything; a failure closes what was started. */
    static Future<Wiring> start(ServerOptions options) {
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setDisableTCCL(true)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
        Telemetry telemetry = new Telemetry(options.data(), options.network().trusted());
        // A promise of no context: once Vert.x is closed, its loops can tell nobody why it was closed.
        Promise<Wiring> started = Promise.promise();
        // Neither needs the other: the registry is read while the store is opened.
        Future<Definitions> opening = openDefinitions(vertx, options);
        Foundation.lay(vertx, options, loops, Clock.systemUTC(), telemetry.registry())
                .compose(foundation -> Foundation.orClose(
                        () -> foundation.node().stop().transform(_ -> foundation.close()),
                        opening.compose(definitions -> open(options, vertx, loops, telemetry, foundation, definitions))
                                .compose(Wiring::serve)))
                .onComplete(
                        started::complete,
                        failure -> opening.onSuccess(Definitions::close)
                                .onComplete(_ -> vertx.close().onComplete(_ -> started.fail(failure))));
        return started.future();
    }

    private static Future<Wiring> open(
            ServerOptions options,
            Vertx vertx,
            int loops,
            Telemetry telemetry,
            Foundation foundation,
            Definitions definitions) {
        Autosaver autosaver =
                new Autosaver(vertx, foundation.store().records(), Clock.systemUTC(), HistoryLimits.DEFAULTS);
        return openRooms(options, vertx, loops, telemetry, foundation, definitions, autosaver)
                .map(rooms -> new Wiring(options, vertx, telemetry, foundation, rooms, definitions, autosaver));
    }

    private static Future<Definitions> openDefinitions(Vertx vertx, ServerOptions options) {
        Path registry = options.registry();
        return vertx.executeBlocking(() -> Definitions.open(registry))
                .map(Objects::requireNonNull)
                .recover(failure -> failure instanceof IOException
                        ? Future.failedFuture(new StoreException.Refused(
                                "the registry " + registry + " cannot be read: " + failure.getMessage(), failure))
                        : Future.failedFuture(failure));
    }

    private static Future<Rooms> openRooms(
            ServerOptions options,
            Vertx vertx,
            int loops,
            Telemetry telemetry,
            Foundation foundation,
            Definitions definitions,
            Autosaver autosaver) {
        Clock clock = Clock.systemUTC();
        Node node = foundation.node();
        ProjectionListener projections =
                new ProjectionListener(vertx, foundation.store().records(), foundation.board(), clock);
        return Rooms.start(new RoomsConfig(
                vertx,
                loops,
                node.store(),
                node.ownership(),
                RoomLimits.DEFAULTS,
                NativeLimits.DEFAULTS.withDeadline(options.nativeDeadline()),
                new RoomMetrics(telemetry.registry()),
                clock,
                new SecureRandom(),
                (designId, projection) -> {
                    autosaver.changed(designId, projection);
                    projections
                            .projected(designId, projection)
                            .onFailure(failure -> LOG.atWarn()
                                    .addKeyValue("designId", designId)
                                    .addKeyValue("cause", failure)
                                    .log("a design is not up to date in the list"));
                },
                new LivePolicies(vertx, definitions, PolicyLimits.DEFAULTS),
                foundation.board(),
                options.data(),
                Rooms.suspects(options.data())));
    }

    private Future<Wiring> serve() {
        rooms.warmUp().onFailure(failure -> LOG.warn("the first design will take longer", failure));
        PresenceBoard board = foundation.board();
        Designs designs = new Designs(
                vertx,
                foundation.store().records(),
                new BroadcastRevocations(foundation.node().designs(rooms), board),
                board,
                clock,
                new SecureRandom(),
                DesignsLimits.DEFAULTS);
        board.onRevoked(rooms::revoke);
        LinkWatch links = new LinkWatch(foundation.store().records(), clock, rooms::identities, rooms::revoke);
        vertx.setPeriodic(LINKS_EVERY_MILLIS, _ -> links.look().onFailure(failure -> LOG.debug("links", failure)));
        NetworkOptions network = options.network();
        OriginGuard guard = network.trusted()
                ? OriginGuard.trusting(port::get, options.host(), network.publicUrls())
                : OriginGuard.loopback(port::get);
        Router router = Api.router(
                vertx,
                new ApiDependencies(
                        designs,
                        new Autosaves(designs, foundation.store().records()),
                        new Evaluations(vertx, designs, foundation.node().designs(rooms), definitions, clock),
                        definitions.registry(),
                        board,
                        board,
                        this::ready,
                        telemetry.registry(),
                        guard,
                        ApiLimits.DEFAULTS,
                        StreamLimits.DEFAULTS,
                        clock,
                        new Administration(rooms, network.trusted(), network.adminToken(), clock.instant())));
        LoopDelay delay = new LoopDelay(telemetry.registry());
        // a negative number is a free port that all loops share; with 0 each would find one of its own
        int listenPort = options.port() == 0 ? -1 : options.port();
        return listen(() ->
                        new HttpVerticle(options.host(), listenPort, ApiLimits.DEFAULTS, guard, sockets, router, delay))
                .compose(_ -> options.samples() ? designs.samples().openOnce() : Future.<Void>succeededFuture())
                .map(this);
    }

    private Future<Void> ready() {
        return stopping.get()
                ? Future.failedFuture(new StoreException.Unavailable("this node stops", null))
                : foundation.store().probe();
    }

    /** The first loop finds the port, if any free one will do; the others share it. */
    private Future<Void> listen(Verticles verticles) {
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
                listening = List.copyOf(ids);
                return null;
            });
        });
    }

    /** Makes one loop's listener. */
    private interface Verticles {
        HttpVerticle next();
    }

    /**
     * Says that it is not ready, writes out what was accepted, gives its designs back, sends its clients elsewhere, stops
     * listening and closes the store; completes when nothing is open.
     */
    Future<Void> close() {
        Node node = foundation.node();
        stopping.set(true);
        sockets.stop();
        Future<Void> drained = node.beginStop()
                .transform(_ -> rooms.drain(node.drainWindow()))
                .timeout(DRAIN_SECONDS_MAX, TimeUnit.SECONDS)
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("cause", failure.getMessage())
                        .log("not everything was checkpointed; the journal has it"));
        return drained.otherwiseEmpty()
                .compose(_ -> sockets.closeAll())
                .compose(_ -> node.stop().otherwiseEmpty())
                .compose(
                        _ -> Future.join(listening.stream().map(vertx::undeploy).toList())
                                .otherwiseEmpty())
                .compose(_ -> autosaver
                        .flush()
                        .timeout(DRAIN_SECONDS_MAX, TimeUnit.SECONDS)
                        .otherwiseEmpty())
                .compose(_ -> foundation.close())
                .onComplete(_ -> definitions.close())
                .onComplete(_ -> telemetry.close())
                .compose(_ -> vertx.close());
    }
}
