package io.meshplay.collab;

import io.meshplay.collab.api.Api;
import io.meshplay.collab.api.ApiDependencies;
import io.meshplay.collab.api.ApiLimits;
import io.meshplay.collab.api.OriginGuard;
import io.meshplay.collab.cli.ServerOptions;
import io.meshplay.collab.designs.DesignAccess;
import io.meshplay.collab.designs.Designs;
import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.collab.designs.ProjectionListener;
import io.meshplay.collab.node.ClusterNode;
import io.meshplay.collab.node.ClusterOptions;
import io.meshplay.collab.node.Node;
import io.meshplay.collab.node.NodeLimits;
import io.meshplay.collab.node.SoleNode;
import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.RoomMetrics;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoomsConfig;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.sqlite.SqliteStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Constructs the server, top to bottom: store, rooms, designs, API, sockets, listening port. Closing goes back up. */
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final long DRAIN_SECONDS_MAX = 10;

    private final Vertx vertx;
    private final Store store;
    private final Node node;
    private final Rooms rooms;
    private final Sockets sockets;
    private final AtomicBoolean stopping;
    private final List<String> listening;
    private final int port;

    private Wiring(
            Vertx vertx,
            Store store,
            Node node,
            Rooms rooms,
            Sockets sockets,
            AtomicBoolean stopping,
            List<String> listening,
            int port) {
        this.vertx = vertx;
        this.store = store;
        this.node = node;
        this.rooms = rooms;
        this.sockets = sockets;
        this.stopping = stopping;
        this.listening = listening;
        this.port = port;
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
                .compose(store -> node(vertx, options, loops, store)
                        .compose(node -> serve(vertx, options, loops, store, node)
                                .recover(failure -> node.stop().transform(_ -> Future.failedFuture(failure))))
                        .recover(failure -> store.close().transform(_ -> Future.failedFuture(failure))))
                .onComplete(started::complete, failure -> vertx.close().onComplete(_ -> started.fail(failure)));
        return started.future();
    }

    private static Future<? extends Node> node(Vertx vertx, ServerOptions options, int loops, Store store) {
        ClusterOptions cluster = options.cluster();
        return cluster == null
                ? Future.succeededFuture(new SoleNode(store))
                : ClusterNode.start(vertx, loops, cluster, store, Clock.systemUTC(), NodeLimits.DEFAULTS);
    }

    private static Future<Wiring> serve(Vertx vertx, ServerOptions options, int loops, Store store, Node node) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Clock clock = Clock.systemUTC();
        Path data = options.data();
        ProjectionListener projections = new ProjectionListener(vertx, store.records(), clock);
        RoomsConfig config = new RoomsConfig(
                vertx,
                loops,
                node.store(),
                node.ownership(),
                RoomLimits.DEFAULTS,
                new RoomMetrics(registry),
                clock,
                new SecureRandom(),
                (designId, projection) -> projections
                        .projected(designId, projection)
                        .onFailure(failure ->
                                LOG.warn("designId={} is not up to date in the list: {}", designId, failure)),
                data,
                Rooms.suspects(data));
        return Rooms.start(config).compose(rooms -> {
            DesignAccess access = new DesignAccess(store.records(), clock);
            node.serve(rooms, access);
            AtomicBoolean stopping = new AtomicBoolean();
            Designs designs = new Designs(
                    vertx, store.records(), node.designs(rooms), clock, new SecureRandom(), DesignsLimits.DEFAULTS);
            AtomicInteger port = new AtomicInteger(options.port());
            OriginGuard guard = OriginGuard.loopback(port::get);
            Router router = Api.router(
                    vertx,
                    new ApiDependencies(
                            designs, () -> ready(store, stopping), registry, guard, ApiLimits.DEFAULTS, clock));
            Sockets sockets = new Sockets(vertx, node.door(rooms), access, SocketLimits.DEFAULTS);
            LoopDelay delay = new LoopDelay(registry);
            return listen(
                            vertx,
                            loops,
                            port,
                            () -> new HttpVerticle(options.host(), port.get(), guard, sockets, router, delay))
                    .compose(listening -> (options.samples()
                                    ? designs.samples().openOnce()
                                    : Future.<Void>succeededFuture())
                            .map(_ -> new Wiring(vertx, store, node, rooms, sockets, stopping, listening, port.get())));
        });
    }

    private static Future<Void> ready(Store store, AtomicBoolean stopping) {
        return stopping.get()
                ? Future.failedFuture(new StoreException.Unavailable("this node stops", null))
                : store.probe();
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

    /**
     * Says that it is not ready, writes out what was accepted, gives its designs back, sends its clients elsewhere, stops
     * listening and closes the store; completes when nothing is open.
     */
    Future<Void> close() {
        stopping.set(true);
        sockets.stop();
        Future<Void> drained = node.beginStop()
                .transform(_ -> rooms.drain(node.drainWindow()))
                .timeout(DRAIN_SECONDS_MAX, TimeUnit.SECONDS)
                .onFailure(failure ->
                        LOG.warn("not everything was checkpointed; the journal has it: {}", failure.getMessage()));
        return drained.otherwiseEmpty()
                .compose(_ -> sockets.closeAll())
                .compose(_ -> node.stop().otherwiseEmpty())
                .compose(
                        _ -> Future.join(listening.stream().map(vertx::undeploy).toList())
                                .otherwiseEmpty())
                .compose(_ -> store.close().otherwiseEmpty())
                .compose(_ -> vertx.close());
    }
}
