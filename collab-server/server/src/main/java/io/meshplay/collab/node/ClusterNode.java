package io.meshplay.collab.node;

import io.meshplay.collab.lease.LeaseLimits;
import io.meshplay.collab.lease.LeaseListener;
import io.meshplay.collab.lease.Leases;
import io.meshplay.collab.lease.NodeClock;
import io.meshplay.collab.lease.NodeIdentity;
import io.meshplay.collab.room.Access;
import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.room.Ownership;
import io.meshplay.collab.room.RoomDoor;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoutingHints;
import io.meshplay.collab.room.Turns;
import io.meshplay.collab.room.VertxTurns;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.SocketMetrics;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of several nodes on one store: leases, a port for the others, and sessions that are proxied to where they belong. */
@AnyThread
public final class ClusterNode implements Node {
    private static final int ID_BYTES = 8;

    private final Vertx vertx;
    private final Turns turns;
    private final ClusterOptions options;
    private final Clock clock;
    private final NodeLimits limits;
    private final Leases leases;
    private final NodeClient client;
    private final Owners owners;
    private final SharedHints hints;
    private final AtomicReference<Consumer<HttpServerRequest>> handler;
    private final String listening;
    private @Nullable Sockets links;

    private ClusterNode(
            Vertx vertx,
            ClusterOptions options,
            SecureRandom random,
            Clock clock,
            NodeLimits limits,
            Leases leases,
            AtomicReference<Consumer<HttpServerRequest>> handler,
            String listening) {
        this.vertx = vertx;
        this.turns = new VertxTurns(vertx, vertx.getOrCreateContext());
        this.options = options;
        this.clock = clock;
        this.limits = limits;
        this.leases = leases;
        this.handler = handler;
        this.listening = listening;
        this.client = new NodeClient(vertx, options.secret(), clock, random, limits);
        this.hints = new SharedHints(leases.identity());
        this.owners = new Owners(turns, leases::lives, hints, limits);
    }

    /**
     * Opens the node port and begins the heartbeats.
     *
     * @param loops event loops that share the node port
     * @return fails with {@code StoreException.Refused} if the node must not run beside the others
     */
    public static Future<ClusterNode> start(
            Vertx vertx, int loops, ClusterOptions options, Store store, Clock clock, NodeLimits limits) {
        SecureRandom random = new SecureRandom();
        AtomicReference<Consumer<HttpServerRequest>> handler = new AtomicReference<>(ClusterNode::notYet);
        SocketLimits sockets = SocketLimits.DEFAULTS.forLinks();
        // below 0: a free port that all servers of this number share; -1 are those for clients
        int port = options.port() == 0 ? -2 : options.port();
        AtomicInteger actualPort = new AtomicInteger();
        Supplier<NodeVerticle> verticles = () -> new NodeVerticle(
                options.host(), port, sockets, request -> handler.get().accept(request), actualPort::set);
        return vertx.deployVerticle(verticles, new DeploymentOptions().setInstances(loops))
                .compose(listening -> {
                    byte[] nodeId = new byte[ID_BYTES];
                    random.nextBytes(nodeId);
                    NodeIdentity identity = new NodeIdentity(
                            HexFormat.of().formatHex(nodeId),
                            options.address(actualPort.get()),
                            options.secret().fingerprint());
                    Leases leases = new Leases(vertx, identity, store, NodeClock.SYSTEM, LeaseLimits.DEFAULTS);
                    return leases.start()
                            .map(_ ->
                                    new ClusterNode(vertx, options, random, clock, limits, leases, handler, listening));
                });
    }

    private static void notYet(HttpServerRequest request) {
        request.response().setStatusCode(NodeAnswer.UNAVAILABLE).end("this node is starting or stopping\n");
    }

    /** {@return this node's id and address} */
    public NodeIdentity identity() {
        return leases.identity();
    }

    @Override
    public String id() {
        return identity().nodeId();
    }

    @Override
    public Store store() {
        return leases.store();
    }

    @Override
    public Ownership ownership() {
        return hints.telling(leases);
    }

    @Override
    public void serve(Rooms rooms, Access access, SocketMetrics metrics) {
        leases.listen(new LeaseListener() {
            @Override
            public void lost(String designId) {
                rooms.lost(designId);
            }

            @Override
            public void died(String nodeId) {
                owners.died(nodeId);
                client.died(nodeId);
            }
        });
        Sockets sockets = new Sockets(vertx, rooms, access, SocketLimits.DEFAULTS.forLinks(), metrics);
        links = sockets;
        NodeGate gate = new NodeGate(options.secret(), identity().nodeId(), clock, limits);
        NodePort port = new NodePort(gate, sockets, rooms, limits);
        handler.set(port::handle);
    }

    @Override
    public void hints(RoutingHints through) {
        hints.use(through);
    }

    @Override
    public RoomDoor door(Rooms rooms) {
        // the owner asks too: this node only spares it those that may not come
        return (request, access) -> owners.ask(
                request.designId(),
                () -> rooms.join(request, access),
                node -> access.grant(request.designId(), request.token()).compose(_ -> client.join(node, request)));
    }

    @Override
    public LiveDesigns designs(Rooms rooms) {
        return new ClusterDesigns(turns, rooms, owners, client::call, leases::others, limits);
    }

    /** {@return sessions that this node proxies to others} */
    public int proxiedSessions() {
        return client.sessions();
    }

    @Override
    public Duration drainWindow() {
        return limits.drainWindow();
    }

    @Override
    public Future<Void> beginStop() {
        owners.stop();
        Sockets open = links;
        if (open != null) {
            open.stop();
        }
        return leases.stopClaiming();
    }

    @Override
    public Future<Void> stop() {
        Sockets open = links;
        return (open == null ? Future.<Void>succeededFuture() : open.closeAll())
                .transform(_ -> leases.stop())
                .transform(_ -> {
                    handler.set(ClusterNode::notYet);
                    return vertx.undeploy(listening);
                })
                .transform(_ -> client.close())
                .otherwiseEmpty();
    }
}
