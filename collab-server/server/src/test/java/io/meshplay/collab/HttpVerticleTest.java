package io.meshplay.collab;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.api.ApiLimits;
import io.meshplay.collab.api.OriginGuard;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.socket.SocketMetrics;
import io.meshplay.collab.socket.Sockets;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpVerticleTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /api",
                "GET / HTTP/1.1\r\nHost: a",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{"
            })
    @DisplayName(
            "[API-45] a connection that carries nothing for ApiLimits.idleSecondsMax seconds is closed, wherever it stopped, and not before")
    void closesIdleConnections(String begun) throws IOException {
        ApiLimits limits = Limits.with(ApiLimits.DEFAULTS, "idleSecondsMax", 1);
        var sockets = new Sockets(
                vertx,
                (_, _) -> Future.failedFuture("no rooms"),
                (_, _) -> Future.failedFuture("nobody"),
                SocketLimits.DEFAULTS,
                new SocketMetrics(new SimpleMeterRegistry()));
        var verticle = new HttpVerticle(
                "127.0.0.1",
                -1,
                limits,
                OriginGuard.loopback(() -> 1),
                sockets,
                request -> request.bodyHandler(_ -> request.response().end()),
                new LoopDelay(new SimpleMeterRegistry()));
        Outcome.of(vertx.deployVerticle(verticle));

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), verticle.actualPort())) {
            socket.setSoTimeout(20_000);
            long start = System.nanoTime();
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(900);
        }
    }
}
