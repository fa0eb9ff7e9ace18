package io.meshplay.collab;

import io.meshplay.collab.api.Api;
import io.meshplay.collab.api.ApiLimits;
import io.meshplay.collab.api.OriginGuard;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the listening port: sockets to {@link Sockets}, everything else to the API. */
@EventLoop
final class HttpVerticle extends VerticleBase {
    private final String host;
    private final int port;
    private final ApiLimits limits;
    private final OriginGuard guard;
    private final Sockets sockets;
    private final Handler<HttpServerRequest> api;
    private final LoopDelay delay;
    private @Nullable HttpServer server;

    HttpVerticle(
            String host,
            int port,
            ApiLimits limits,
            OriginGuard guard,
            Sockets sockets,
            Handler<HttpServerRequest> api,
            LoopDelay delay) {
        this.host = host;
        this.port = port;
        this.limits = limits;
        this.guard = guard;
        this.sockets = sockets;
        this.api = api;
        this.delay = delay;
    }

    @Override
    public Future<?> start() {
        delay.watch(vertx, context);
        HttpServerOptions options = Sockets.configure(
                new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setMaxHeaderSize(limits.headersBytesMax())
                        .setMaxInitialLineLength(limits.requestLineBytesMax())
                        .setCompressionSupported(true)
                        .setIdleTimeout(limits.idleSecondsMax())
                        .setTcpNoDelay(true),
                SocketLimits.DEFAULTS);
        HttpServer listening = vertx.createHttpServer(options)
                .invalidRequestHandler(Api::malformed)
                .requestHandler(this::handle);
        server = listening;
        return listening.listen();
    }

    int actualPort() {
        return Objects.requireNonNull(server).actualPort();
    }

    private void handle(HttpServerRequest request) {
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        String path = Objects.requireNonNullElse(request.path(), "");
        if (!upgrade || !Sockets.isSocketPath(path)) {
            api.handle(request);
        } else if (allowed(request.headers())) {
            sockets.accept(request);
        } else {
            request.response()
                    .setStatusCode(403)
                    .end("This page is not of this server: open Meshplay at its own address.\n");
        }
    }

    /** A second {@code Host} or {@code Origin} is a way around a check that reads the first. */
    private boolean allowed(MultiMap headers) {
        return headers.getAll(HttpHeaders.HOST).size() <= 1
                && headers.getAll(HttpHeaders.ORIGIN).size() <= 1
                && guard.allows(headers.get(HttpHeaders.HOST), headers.get(HttpHeaders.ORIGIN));
    }
}
