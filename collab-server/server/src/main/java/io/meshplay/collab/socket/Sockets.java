package io.meshplay.collab.socket;

import io.meshplay.collab.room.Access;
import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.JoinRefusedException;
import io.meshplay.collab.room.JoinRequest;
import io.meshplay.collab.room.RoomSession;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.thread.AnyThread;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final String SYNC = "/sync/";
    private static final String COLLAB = "/collab";

    private final Vertx vertx;
    private final Rooms rooms;
    private final Access access;
    private final SocketLimits limits;
    private final RefusalDelays delays;
    private final SocketMetrics metrics;
    private final Map<EventLoop, LoopBudget> budgets = new ConcurrentHashMap<>();

    /** Serves the sockets of one server. */
    public Sockets(Vertx vertx, Rooms rooms, Access access, SocketLimits limits, SocketMetrics metrics) {
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
        request.toWebSocket().onSuccess(socket -> opened(request, socket)).onFailure(failure -> {
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
        Context context = vertx.getOrCreateContext();
        Connected connected = new Connected(vertx, context, socket, limits, budgetOf(context));
        String path = Objects.requireNonNullElse(request.path(), "");
        boolean yWebsocket = path.startsWith(SYNC);
        metrics.opened(connected.outbox(), yWebsocket);
        connected.onClosed(() -> metrics.closed(connected.outbox(), yWebsocket));
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
