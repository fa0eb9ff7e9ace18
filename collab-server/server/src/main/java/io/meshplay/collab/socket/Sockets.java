package io.meshplay.collab.socket;

import io.meshplay.collab.room.Access;
import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.JoinRefusedException;
import io.meshplay.collab.room.JoinRequest;
import io.meshplay.collab.room.RoomDoor;
import io.meshplay.collab.room.RoomSession;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.thread.AnyThread;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for WebSockets: {@code /sync/{designId}} speaks the y-websocket framing, {@code /collab} the Hocuspocus
 * framing. Whether the request's host and origin may come is the caller's question.
 */
@AnyThread
public final class Sockets {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    /** Close code towards another node: the design is not this one's, ask again who owns it. */
    public static final int NOT_OWNER = 4_510;

    private static final long SPREAD_MILLIS_MAX = 2_000;
    private static final long SPREAD_MILLIS_PER_SOCKET = 2;
    private static final String SYNC = "/sync/";
    private static final String COLLAB = "/collab";

    private final Vertx vertx;
    private final RoomDoor rooms;
    private final Access access;
    private final SocketLimits limits;
    private final RefusalDelays delays;
    private final SocketMetrics metrics;
    private final Map<EventLoop, LoopBudget> budgets = new ConcurrentHashMap<>();
    private final Set<Connected> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** Serves the sockets of one port, through a door to the rooms. */
    public Sockets(Vertx vertx, RoomDoor rooms, Access access, SocketLimits limits, SocketMetrics metrics) {
        this.vertx = vertx;
        this.rooms = rooms;
        this.access = access;
        this.limits = limits;
        this.metrics = metrics;
        this.delays = new RefusalDelays(limits);
    }

    /**
     * Sets what sockets need of the HTTP server: no compression extension (61 KB inflate to 60 MB before any size
     * check), frames and messages of one size.
     */
    public static HttpServerOptions configure(HttpServerOptions options, SocketLimits limits) {
        return options.setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(limits.frameBytesMax())
                .setMaxWebSocketMessageSize(limits.frameBytesMax())
                .setRegisterWebSocketWriteHandlers(false)
                .setWebSocketClosingTimeout(
                        (int) Math.max(1, limits.closeWithin().toSeconds()));
    }

    /** {@return whether a path is a socket's} */
    public static boolean isSocketPath(String path) {
        return path.startsWith(SYNC) || path.equals(COLLAB) || path.equals(COLLAB + "/");
    }

    /** Upgrades a request to a socket path. */
    public void accept(HttpServerRequest request) {
        upgrade(request, socket -> opened(request, socket));
    }

    /** Upgrades a request of another node, whose right to come is the caller's question, to a proxied session. */
    public void acceptLink(HttpServerRequest request, LinkRequest link) {
        upgrade(request, socket -> new LinkSocket(this, socket, connected(socket, SocketKind.LINK)).open(link));
    }

    private void upgrade(HttpServerRequest request, Consumer<ServerWebSocket> opened) {
        request.toWebSocket().onSuccess(opened::accept).onFailure(failure -> {
            LOG.debug("upgrade failed: {}", failure.getMessage());
            if (!request.response().ended() && !request.response().headWritten()) {
                request.response()
                        .setStatusCode(426)
                        .putHeader("Upgrade", "websocket")
                        .end();
            }
        });
    }

    private void opened(HttpServerRequest request, ServerWebSocket socket) {
        String path = Objects.requireNonNullElse(request.path(), "");
        boolean yWebsocket = path.startsWith(SYNC);
        Connected connected = connected(socket, yWebsocket ? SocketKind.SYNC : SocketKind.COLLAB);
        if (yWebsocket) {
            String designId = path.substring(SYNC.length());
            new SyncSocket(this, socket, connected, designId)
                    .open(
                            request.getParam("token"),
                            request.getParam("epoch"),
                            "1".equals(request.getParam("durable")));
        } else {
            new CollabSocket(this, socket, connected).open();
        }
    }

    /** One for each event loop: a flood on one loop slows no socket of another. */
    LoopBudget budgetOf(Context context) {
        EventLoop loop = ((ContextInternal) context).nettyEventLoop();
        return budgets.computeIfAbsent(loop, _ -> metrics.budget(new LoopBudget(new AtomicLong())));
    }

    private Connected connected(ServerWebSocket socket, SocketKind kind) {
        Context context = vertx.getOrCreateContext();
        Connected connected = new Connected(vertx, context, socket, limits, budgetOf(context), closed -> {
            open.remove(closed);
            metrics.closed(closed.outbox(), kind);
        });
        open.add(connected);
        metrics.opened(connected.outbox(), kind);
        return connected;
    }

    /** {@return sockets that are open} */
    public int open() {
        return open.size();
    }

    /** The server stops: from here on sockets that must try again are closed over a while, not all at once. */
    public void stop() {
        stopping = true;
    }

    /** Asks everybody who is left to try again; completes when all have been told. */
    public Future<Void> closeAll() {
        stopping = true;
        long millisMax = 0;
        for (Connected connected : open) {
            long millis = spreadMillis(SessionEnd.TRY_AGAIN);
            millisMax = Math.max(millisMax, millis);
            connected
                    .context()
                    .runOnContext(_ ->
                            connected.closeSoon(SessionEnd.TRY_AGAIN.closeCode(), SessionEnd.TRY_AGAIN.code(), millis));
        }
        if (open.isEmpty()) {
            return Future.succeededFuture();
        }
        Promise<Void> told = Promise.promise();
        vertx.setTimer(1 + millisMax, _ -> told.complete());
        return told.future();
    }

    /** {@return how long to wait before a socket is closed, so that clients of a stopping server come back one by one} */
    long spreadMillis(SessionEnd end) {
        if (!stopping || end != SessionEnd.TRY_AGAIN) {
            return 0;
        }
        long spread = Math.min(SPREAD_MILLIS_MAX, SPREAD_MILLIS_PER_SOCKET * open.size());
        return ThreadLocalRandom.current().nextLong(1 + spread);
    }

    SocketLimits limits() {
        return limits;
    }

    Future<RoomSession> join(JoinRequest request) {
        return rooms.join(request, access);
    }

    SessionEnd endOf(@Nullable Throwable failure) {
        return switch (failure) {
            case AccessDeniedException denied -> SessionEnd.of(denied.kind());
            case JoinRefusedException refused -> refused.end();
            case null, default -> SessionEnd.TRY_AGAIN;
        };
    }

    /** Runs a permanent refusal after its delay. */
    void delayed(ServerWebSocket socket, Connected connected, String designId, SessionEnd end, Runnable refusal) {
        SocketAddress remote = socket.remoteAddress();
        String address = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        long delayMillis = delays.park(address, designId, end, System.currentTimeMillis());
        if (delayMillis < 0) {
            connected.close(SessionEnd.TRY_AGAIN.closeCode(), SessionEnd.TRY_AGAIN.code());
            return;
        }
        vertx.setTimer(delayMillis, _ -> {
            delays.unpark();
            refusal.run();
        });
    }
}
