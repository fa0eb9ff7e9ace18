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
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster, in the order of its life: {@link #start} opens the node port and begins the heartbeats; rooms are
 * made of {@link #store} and {@link #ownership}; {@link #serve} opens the rooms to the other nodes; {@link #door} and
 * {@link #designs} lead to the owner of each design, wherever it is; {@link #beginStop} and {@link #stop} leave.
 */
@AnyThread
public final class ClusterNode {
    private static final int ID_BYTES = 8;

    private final Vertx vertx;
    private final ClusterOptions options;
    private final SecureRandom random;
    private final Clock clock;
    private final NodeLimits limits;
    private final Leases leases;
    private final NodeClient client;
    private final Owners owners;
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
        this.options = options;
        this.random = random;
        this.clock = clock;
        this.limits = limits;
        this.leases = leases;
        this.handler = handler;
        this.listening = listening;
        this.client = new NodeClient(vertx, options.secret(), clock, random, limits);
        this.owners = new Owners(vertx, leases::lives, limits);
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
        // below 0: a free port that all instances share
        int port = options.port() == 0 ? -1 : options.port();
        AtomicInteger actualPort = new AtomicInteger();
        Supplier<NodeVerticle> verticles = () -> new NodeVerticle(
                options.host(),
                port,
                sockets,
                request -> handler.get().accept(request),
                actualPort::set);
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
                            .map(_ -> new ClusterNode(
                                    vertx, options, random, clock, limits, leases, handler, listening));
                });
    }

    private static void notYet(HttpServerRequest request) {
        request.response().setStatusCode(NodeAnswer.UNAVAILABLE).end("this node is starting or stopping\n");
    }

    /** {@return this node's id and address} */
    public NodeIdentity identity() {
        return leases.identity();
    }

    /** {@return the store for this node's rooms} */
    public Store store() {
        return leases.store();
    }

    /** {@return which designs this node owns} */
    public Ownership ownership() {
        return leases;
    }

    /** Opens this node's rooms to the other nodes. */
    public void serve(Rooms rooms, Access access) {
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
        Sockets sockets = new Sockets(vertx, rooms, access, SocketLimits.DEFAULTS.forLinks());
        links = sockets;
        NodeGate gate = new NodeGate(options.secret(), identity().nodeId(), clock, limits);
        NodePort port = new NodePort(gate, sockets, rooms, limits);
        handler.set(port::handle);
    }

    /** {@return the door to all rooms of the cluster} */
    public RoomDoor door(Rooms rooms) {
        return (request, grant) ->
                owners.ask(request.designId(), () -> rooms.join(request, grant), node -> client.join(node, request));
    }

    /** {@return the live designs of the cluster} */
    public LiveDesigns designs(Rooms rooms) {
        return new ClusterDesigns(vertx, rooms, owners, client, leases::others, limits);
    }

    /** {@return sessions that this node proxies to others} */
    public int proxiedSessions() {
        return client.sessions();
    }

    /** Claims nothing more and lets nobody in; to be called before the rooms are drained. */
    public Future<Void> beginStop() {
        owners.stop();
        Sockets open = links;
        if (open != null) {
            open.stop();
        }
        return leases.stopClaiming();
    }

    /** Gives back what is held, ends the heartbeats and closes the node port; to be called after the rooms are drained. */
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
