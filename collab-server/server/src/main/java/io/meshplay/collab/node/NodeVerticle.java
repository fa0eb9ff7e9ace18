package io.meshplay.collab.node;

import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the node port. */
@EventLoop
final class NodeVerticle extends VerticleBase {
    private static final int IDLE_SECONDS_MAX = 90;

    private final String host;
    private final int port;
    private final SocketLimits limits;
    private final Consumer<HttpServerRequest> handler;
    private final IntConsumer actualPort;
    /** An unreferenced server would be closed. */
    private @Nullable HttpServer server;

    NodeVerticle(
            String host, int port, SocketLimits limits, Consumer<HttpServerRequest> handler, IntConsumer actualPort) {
        this.actualPort = actualPort;
        this.host = host;
        this.port = port;
        this.limits = limits;
        this.handler = handler;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = Sockets.configure(
                new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setIdleTimeout(IDLE_SECONDS_MAX)
                        .setTcpNoDelay(true),
                limits);
        HttpServer listening = vertx.createHttpServer(options).requestHandler(handler::accept);
        server = listening;
        return listening.listen().onSuccess(_ -> actualPort.accept(listening.actualPort()));
    }

    @Override
    public Future<?> stop() {
        HttpServer listening = server;
        return listening == null ? Future.succeededFuture() : listening.close();
    }
}
