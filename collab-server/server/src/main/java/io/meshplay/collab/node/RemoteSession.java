package io.meshplay.collab.node;

import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.JoinRefusedException;
import io.meshplay.collab.room.Peer;
import io.meshplay.collab.room.RoomSession;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.collab.wire.HocuspocusCodec;
import io.meshplay.collab.wire.WebSocketFrame;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A session whose room is on another node: one WebSocket carries its frames both ways. What the client sends counts as
 * handled once the connection has taken it; what comes for the client is read no faster than the client reads. Confined to
 * the event loop of the client's socket, but for {@link #abandon}.
 */
@EventLoop
final class RemoteSession implements RoomSession {
    private static final long RECONSIDER_MILLIS = 20;

    private final Vertx vertx;
    private final Context context;
    private final String nodeId;
    private final ClientWebSocket socket;
    private final Peer peer;
    private final NodeLimits limits;
    private final Promise<RoomSession> joined = Promise.promise();
    private final Promise<Void> over = Promise.promise();
    private final long heartbeat;
    private long heardNanos = System.nanoTime();
    private boolean readOnly;
    private boolean paused;
    private boolean left;
    private boolean connected;

    RemoteSession(Vertx vertx, String nodeId, ClientWebSocket socket, Peer peer, NodeLimits limits) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.nodeId = nodeId;
        this.socket = socket;
        this.peer = peer;
        this.limits = limits;
        socket.binaryMessageHandler(this::received);
        socket.textMessageHandler(this::told);
        socket.pongHandler(_ -> heard());
        socket.closeHandler(_ -> ended(endOf(socket.closeStatusCode(), socket.closeReason())));
        socket.exceptionHandler(_ -> {});
        heartbeat = vertx.setPeriodic(limits.pingInterval().toMillis(), _ -> beat());
    }

    String nodeId() {
        return nodeId;
    }

    Future<RoomSession> joined() {
        return joined.future();
    }

    /** {@return completes when nothing is left of the session here} */
    Future<Void> over() {
        return over.future();
    }

    void unreachable(Throwable failure) {
        joined.tryFail(new LinkFailedException("node " + nodeId + " cannot be reached: " + failure.getMessage()));
        finish();
    }

    /** The connection stands; nobody may want it any more. */
    void connected() {
        connected = true;
        if (over.future().isComplete()) {
            var _ = socket.close().otherwiseEmpty();
        }
    }

    private void heard() {
        heardNanos = System.nanoTime();
    }

    private void beat() {
        if (paused) {
            heard();
        } else if (System.nanoTime() - heardNanos > limits.silentMax().toNanos()) {
            ended(null);
        } else if (joined.future().isComplete() && !over.future().isComplete()) {
            socket.writePing(Buffer.buffer());
        }
    }

    // ---- from the owner ----

    private void received(Buffer payload) {
        heard();
        if (left) {
            return;
        }
        peer.send(WebSocketFrame.binary(payload.getBytes()));
        if (!paused && peer.queuedBytes() > limits.pauseBytes()) {
            paused = true;
            socket.pause();
            vertx.setTimer(RECONSIDER_MILLIS, _ -> reconsider());
        }
    }

    private void reconsider() {
        if (over.future().isComplete()) {
            return;
        }
        if (peer.queuedBytes() > limits.resumeBytes()) {
            vertx.setTimer(RECONSIDER_MILLIS, _ -> reconsider());
        } else {
            paused = false;
            heard();
            socket.resume();
        }
    }

    private void told(String text) {
        heard();
        readOnly = new JsonObject(text).getBoolean("readOnly", false);
        joined.tryComplete(this);
    }

    /** {@return how the owner ended the session; null if the connection broke or the owner is none} */
    private static @Nullable SessionEnd endOf(@Nullable Short code, @Nullable String reason) {
        return code == null || code == Sockets.NOT_OWNER || reason == null ? null : SessionEnd.ofCode(reason);
    }

    private void ended(@Nullable SessionEnd end) {
        if (!joined.future().isComplete()) {
            joined.tryFail(
                    end == null ? new LinkFailedException("node " + nodeId + " broke the join off") : refusal(end));
        } else if (joined.future().succeeded() && !left) {
            left = true;
            peer.ended(end == null ? SessionEnd.TRY_AGAIN : end);
        }
        finish();
    }

    private static RuntimeException refusal(SessionEnd end) {
        return switch (end) {
            case UNKNOWN_DESIGN -> denied(AccessDeniedException.Kind.UNKNOWN_DESIGN);
            case DELETED -> denied(AccessDeniedException.Kind.DELETED);
            case UNAUTHORISED -> denied(AccessDeniedException.Kind.UNAUTHORISED);
            case FORBIDDEN -> denied(AccessDeniedException.Kind.FORBIDDEN);
            case MALFORMED, EPOCH_DIFFERS, TRY_AGAIN -> new JoinRefusedException(end);
        };
    }

    private static RuntimeException denied(AccessDeniedException.Kind kind) {
        return new AccessDeniedException(kind, "refused by the owner");
    }

    /** The owner is dead; may be called from any thread. */
    void abandon() {
        context.runOnContext(_ -> ended(null));
    }

    private void finish() {
        if (over.tryComplete()) {
            vertx.cancelTimer(heartbeat);
            // a socket that never was connected cannot be asked anything
            if (connected && !socket.isClosed()) {
                var _ = socket.close().otherwiseEmpty();
            }
        }
    }

    // ---- from the client ----

    @Override
    public void receive(ClientMessage message, Runnable handled) {
        if (left) {
            handled.run();
        } else {
            socket.writeBinaryMessage(Buffer.buffer(HocuspocusCodec.encode("", message)))
                    .onComplete(_ -> handled.run());
        }
    }

    @Override
    public void receivedMalformed(int offset, String what) {
        if (!left) {
            var _ = socket.writeTextMessage(
                    new JsonObject().put("offset", offset).put("what", what).encode());
        }
    }

    @Override
    public void leave() {
        left = true;
        finish();
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }
}
