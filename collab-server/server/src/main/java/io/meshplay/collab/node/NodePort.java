package io.meshplay.collab.node;

import io.meshplay.collab.room.CloseReason;
import io.meshplay.collab.room.DesignDamagedException;
import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.room.OwnedElsewhereException;
import io.meshplay.collab.room.RoomClosedException;
import io.meshplay.collab.socket.LinkRequest;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node answers to the others, each request signed: {@code GET /node/session} becomes a proxied session,
 * {@code POST /node/project|edit|close|revoke} is a call. It serves from this node's own rooms alone, so nothing goes on to
 * a third node.
 */
@AnyThread
final class NodePort {
    private static final Logger LOG = LoggerFactory.getLogger(NodePort.class);

    private final NodeGate gate;
    private final Sockets sockets;
    private final LiveDesigns own;
    private final NodeLimits limits;

    NodePort(NodeGate gate, Sockets sockets, LiveDesigns own, NodeLimits limits) {
        this.gate = gate;
        this.sockets = sockets;
        this.own = own;
        this.limits = limits;
    }

    void handle(HttpServerRequest request) {
        Optional<String> refusal = gate.refusal(request);
        if (refusal.isPresent()) {
            LOG.warn("a request on the node port from {} is refused: {}", request.remoteAddress(), refusal.get());
            refuse(request, NodeAnswer.REFUSED, refusal.get());
        } else if (Objects.equals(request.path(), "/node/session")) {
            session(request);
        } else {
            read(request);
        }
    }

    /** Says no and ends the connection: whoever is wrong here has no further business. */
    private static void refuse(HttpServerRequest request, int status, String why) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(why + "\n")
                .onComplete(_ -> request.connection().close());
    }

    private void session(HttpServerRequest request) {
        String designId = request.getParam("design");
        if (designId == null || !"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            refuse(request, NodeAnswer.FAILED, "no session is asked for");
            return;
        }
        sockets.acceptLink(
                request,
                new LinkRequest(
                        designId,
                        request.getHeader(Signature.TOKEN),
                        "collab".equals(request.getParam("framing")) ? request.getParam("address") : null,
                        "1".equals(request.getParam("durable")),
                        request.getParam("epoch")));
    }

    private void read(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() > limits.callBytesMax()) {
                request.handler(null);
                refuse(request, NodeAnswer.TOO_LARGE, "the body is too large");
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> {
            byte[] bytes = body.getBytes();
            if (request.response().ended()) {
                return;
            }
            if (!Signature.hash(bytes).equals(request.getHeader(Signature.BODY))) {
                refuse(request, NodeAnswer.REFUSED, "the body is not the signed one");
                return;
            }
            called(request, bytes).onSuccess(request.response()::end).onFailure(failure -> fail(request, failure));
        });
    }

    private Future<Buffer> called(HttpServerRequest request, byte[] body) {
        String designId = Objects.requireNonNullElse(request.getParam("design"), "");
        return switch (Objects.requireNonNullElse(request.path(), "")) {
            case "/node/project" -> own.project(designId).map(Buffer::buffer);
            case "/node/edit" ->
                own.edit(designId, Objects.requireNonNullElse(request.getParam("actor"), ""), body)
                        .map(sequence -> Buffer.buffer(Long.toString(sequence)));
            case "/node/close" ->
                own.close(designId, reason(request.getParam("reason"))).map(Buffer.buffer());
            case "/node/revoke" -> {
                own.revoke(Objects.requireNonNullElse(request.getParam("identity"), ""));
                yield Future.succeededFuture(Buffer.buffer());
            }
            default -> Future.failedFuture(new IllegalStateException("no such call: " + request.path()));
        };
    }

    private static CloseReason reason(@Nullable String name) {
        return CloseReason.DELETED.name().equals(name) ? CloseReason.DELETED : CloseReason.GOING_AWAY;
    }

    private static void fail(HttpServerRequest request, Throwable failure) {
        int status = switch (failure) {
            case OwnedElsewhereException _ -> NodeAnswer.NOT_OWNER;
            case DesignDamagedException _ -> NodeAnswer.DAMAGED;
            case StoreException.Unavailable _, RoomClosedException _, TimeoutException _ -> NodeAnswer.UNAVAILABLE;
            default -> NodeAnswer.FAILED;
        };
        if (status == NodeAnswer.FAILED) {
            LOG.error("a call of another node failed: {}", request.path(), failure);
        }
        request.response().setStatusCode(status).end(String.valueOf(failure.getMessage()));
    }
}
