package io.meshplay.collab.node;

import io.meshplay.collab.room.DesignDamagedException;
import io.meshplay.collab.room.JoinRefusedException;
import io.meshplay.collab.room.JoinRequest;
import io.meshplay.collab.room.RoomSession;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.meshplay.collab.wire.Framing;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What one node asks of another: sessions, one WebSocket each, and calls. */
@AnyThread
final class NodeClient {
    private static final int NONCE_BYTES = 16;
    private static final int FRAME_BYTES_MAX = 256 << 20;
    private static final int CALLS_PER_NODE_MAX = 64;

    private final Vertx vertx;
    private final ClusterSecret secret;
    private final Clock clock;
    private final SecureRandom random;
    private final NodeLimits limits;
    private final WebSocketClient sockets;
    private final HttpClient http;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<RemoteSession> sessions = ConcurrentHashMap.newKeySet();

    NodeClient(Vertx vertx, ClusterSecret secret, Clock clock, SecureRandom random, NodeLimits limits) {
        this.vertx = vertx;
        this.secret = secret;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
        this.sockets = vertx.createWebSocketClient(sessionOptions(limits));
        this.http = vertx.createHttpClient(callOptions(limits), new PoolOptions().setHttp1MaxSize(CALLS_PER_NODE_MAX));
    }

    static WebSocketClientOptions sessionOptions(NodeLimits limits) {
        return new WebSocketClientOptions()
                .setMaxConnections(limits.sessionsMax() + 1)
                .setConnectTimeout((int) limits.connectWithin().toMillis())
                .setMaxFrameSize(FRAME_BYTES_MAX)
                .setMaxMessageSize(FRAME_BYTES_MAX)
                .setClosingTimeout(2)
                .setTcpNoDelay(true);
    }

    static HttpClientOptions callOptions(NodeLimits limits) {
        return new HttpClientOptions()
                .setConnectTimeout((int) limits.connectWithin().toMillis())
                .setTcpNoDelay(true);
    }

    /** {@return sessions that are proxied to other nodes} */
    int sessions() {
        return open.get();
    }

    // ---- sessions ----

    /**
     * Joins a client at the owner of its design. To be called on the client socket's event loop.
     *
     * @return the session; fails with {@link LinkFailedException} if another try may help
     */
    Future<RoomSession> join(NodeRef node, JoinRequest request) {
        if (open.incrementAndGet() > limits.sessionsMax()) {
            open.decrementAndGet();
            return Future.failedFuture(new JoinRefusedException(SessionEnd.TRY_AGAIN));
        }
        ClientWebSocket socket = sockets.webSocket();
        RemoteSession session = new RemoteSession(vertx, node.id(), socket, request.peer(), limits);
        sessions.add(session);
        session.over().onComplete(_ -> {
            sessions.remove(session);
            open.decrementAndGet();
        });
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(node.host())
                .setPort(node.port())
                .setURI(uri(request))
                .setTimeout(limits.connectWithin().toMillis());
        String token = Objects.requireNonNullElse(request.token(), "");
        signature("GET", options.getURI(), node, new byte[0], token).addTo(headersOf(options), secret);
        socket.connect(options).onSuccess(_ -> session.connected()).onFailure(session::unreachable);
        return session.joined();
    }

    private static MultiMap headersOf(WebSocketConnectOptions options) {
        if (options.getHeaders() == null) {
            options.setHeaders(MultiMap.caseInsensitiveMultiMap());
        }
        return options.getHeaders();
    }

    private static String uri(JoinRequest request) {
        Query query = new Query("/node/session").with("design", request.designId());
        switch (request.framing()) {
            case Framing.YWebsocket _ -> query.with("framing", "sync");
            case Framing.Hocuspocus(String address) ->
                query.with("framing", "collab").with("address", address);
        }
        if (request.durable()) {
            query.with("durable", "1");
        }
        String epoch = request.epoch();
        if (epoch != null) {
            query.with("epoch", epoch);
        }
        return query.toString();
    }

    /** A node is dead: its sessions end, over a short while, so that their clients do not all come back at once. */
    void died(String nodeId) {
        List<RemoteSession> orphans =
                sessions.stream().filter(one -> one.nodeId().equals(nodeId)).toList();
        int spreadMillis = Math.min(1_000, orphans.size());
        for (RemoteSession orphan : orphans) {
            vertx.setTimer(1 + random.nextInt(spreadMillis + 1), _ -> orphan.abandon());
        }
    }

    // ---- calls ----

    /**
     * Asks another node.
     *
     * @param harmless whether the call may be made again although it is not known whether it was carried out
     * @return the answer's body; fails with {@link LinkFailedException} if another try may help
     */
    Future<Buffer> call(NodeRef node, String uri, byte[] body, boolean harmless) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(node.host())
                .setPort(node.port())
                .setURI(uri)
                .setHeaders(MultiMap.caseInsensitiveMultiMap());
        signature("POST", uri, node, body, "").addTo(options.getHeaders(), secret);
        return http.request(options)
                .recover(failure -> Future.failedFuture(new LinkFailedException(reason(node, failure))))
                .compose(request -> request.send(Buffer.buffer(body))
                        .compose(NodeClient::answered)
                        .timeout(limits.callWithin().toMillis(), TimeUnit.MILLISECONDS)
                        .recover(failure -> Future.failedFuture(translated(node, failure, harmless))));
    }

    private static String reason(NodeRef node, Throwable failure) {
        return "node " + node.id() + " at " + node.host() + ":" + node.port() + ": " + failure.getMessage();
    }

    private static Throwable translated(NodeRef node, Throwable failure, boolean harmless) {
        if (failure instanceof LinkFailedException
                || failure instanceof StoreException
                || failure instanceof DesignDamagedException
                || failure instanceof IllegalStateException) {
            return failure;
        }
        return harmless
                ? new LinkFailedException(reason(node, failure))
                : new StoreException.Unavailable(reason(node, failure), failure);
    }

    private static Future<Buffer> answered(HttpClientResponse response) {
        return response.body().compose(body -> switch (response.statusCode()) {
            case 200 -> Future.succeededFuture(body);
            case NodeAnswer.NOT_OWNER -> Future.failedFuture(new LinkFailedException("not the owner"));
            case NodeAnswer.DAMAGED -> Future.failedFuture(new DesignDamagedException());
            case NodeAnswer.UNAVAILABLE ->
                Future.failedFuture(new StoreException.Unavailable("another node: " + body, null));
            default ->
                Future.failedFuture(
                        new IllegalStateException("another node answers " + response.statusCode() + ": " + body));
        });
    }

    private Signature signature(String method, String uri, NodeRef node, byte[] body, String token) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Signature(
                method,
                uri,
                node.id(),
                Long.toString(clock.millis()),
                Base64.getUrlEncoder().withoutPadding().encodeToString(nonce),
                Signature.hash(body),
                token);
    }

    Future<Void> close() {
        return Future.join(sockets.close(), http.close()).mapEmpty();
    }
}
