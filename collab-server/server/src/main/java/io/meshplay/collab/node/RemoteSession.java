package io.meshplay.collab.node;

import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.JoinRefusedException;
import io.meshplay.collab.room.Peer;
import io.meshplay.collab.room.RoomSession;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.room.Turns;
import io.meshplay.collab.room.VertxTurns;
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
    private final Context context;
    private final String nodeId;
    private final ClientWebSocket socket;
    private final Peer peer;
    private final Promise<RoomSession> joined = Promise.promise();
    private final Promise<Void> over = Promise.promise();
    private final Pulse pulse;
    private final ReadPace pace;
    private boolean readOnly;
    private boolean left;
    private boolean connected;

    RemoteSession(Vertx vertx, String nodeId, ClientWebSocket socket, Peer peer, NodeLimits limits) {
        this.context = vertx.getOrCreateContext();
        this.nodeId = nodeId;
        this.socket = socket;
        this.peer = peer;
        Turns turns = new VertxTurns(vertx, context);
        this.pulse = new Pulse(turns, limits, this::ping, this::silent);
        this.pace = new ReadPace(turns, limits, peer::queuedBytes, socket::pause, this::resume);
        socket.binaryMessageHandler(this::received);
        socket.textMessageHandler(this::told);
        socket.pongHandler(_ -> pulse.heard());
        socket.closeHandler(_ -> ended(endOf(socket.closeStatusCode(), socket.closeReason())));
        socket.exceptionHandler(_ -> {});
        pulse.start();
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

    private void ping() {
        if (pace.paused()) {
            pulse.heard();
        } else if (joined.future().isComplete() && !over.future().isComplete()) {
            socket.writePing(Buffer.buffer());
        }
    }

    /** Who is not read cannot be heard. */
    private void silent() {
        if (pace.paused()) {
            pulse.heard();
        } else {
            ended(null);
        }
    }

    private void resume() {
        if (!over.future().isComplete()) {
            pulse.heard();
            socket.resume();
        }
    }

    // ---- from the owner ----

    private void received(Buffer payload) {
        pulse.heard();
        if (left) {
            return;
        }
        peer.send(WebSocketFrame.binary(payload.getBytes()));
        pace.received();
    }

    private void told(String text) {
        pulse.heard();
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
            pulse.stop();
            pace.stop();
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
