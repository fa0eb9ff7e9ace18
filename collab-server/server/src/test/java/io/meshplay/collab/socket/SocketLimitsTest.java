package io.meshplay.collab.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.wire.WebSocketFrame;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of a socket that are seen from within, at n and at n + 1. */
final class SocketLimitsTest extends LiveFixture {
    private final Vertx vertx = Vertx.vertx();
    private final FakeTap tap = new FakeTap();

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    private InboundBudget budget(AtomicLong loop, Object... changes) {
        return new InboundBudget(vertx, vertx.getOrCreateContext(), tap, Limits.socket(changes), loop);
    }

    @Test
    @DisplayName("[WIRE-28] a socket with unhandledBytesMax bytes unhandled is read on, with one more it is not")
    void limitsUnhandledBytes() {
        InboundBudget budget =
                budget(new AtomicLong(), "unhandledBytesMax", 1_024, "beforeAuthenticationBytesMax", 1_024);

        budget.received(1_024);
        assertThat(tap.paused()).isFalse();
        budget.received(1);

        assertThat(tap.paused()).isTrue();
    }

    @Test
    @DisplayName(
            "[WIRE-28] sockets of a loop with loopUnhandledBytesMax bytes unhandled are read on, with one more they are not")
    void limitsUnhandledBytesOfALoop() {
        Object[] changes = {
            "unhandledBytesMax", 1_024, "beforeAuthenticationBytesMax", 1_024, "loopUnhandledBytesMax", 1_500L
        };
        AtomicLong loop = new AtomicLong();
        InboundBudget one = budget(loop, changes);
        FakeTap other = new FakeTap();
        InboundBudget two = new InboundBudget(vertx, vertx.getOrCreateContext(), other, Limits.socket(changes), loop);

        one.received(800);
        two.received(700);
        assertThat(tap.paused() || other.paused()).isFalse();
        two.received(1);

        assertThat(other.paused()).isTrue();
    }

    @Test
    @DisplayName(
            "[WIRE-28] a socket that is read no further is looked at again each rereadInterval, and read on when there is room")
    void readsOn() {
        InboundBudget budget = budget(
                new AtomicLong(),
                "unhandledBytesMax",
                1_024,
                "beforeAuthenticationBytesMax",
                1_024,
                "rereadInterval",
                Duration.ofMillis(5));
        budget.received(1_025);

        budget.handled(1);

        Awaitility.await().until(() -> !tap.paused());
    }

    @Test
    @DisplayName("[WIRE-28] messagesBurstMax messages come at once, one more waits")
    void limitsBursts() {
        InboundBudget budget = budget(new AtomicLong(), "messagesBurstMax", 3, "messagesPerSecondMax", 1);

        for (int i = 0; i < 2; i++) {
            budget.received(1);
        }
        assertThat(tap.paused()).isFalse();
        budget.received(1);

        assertThat(tap.paused())
                .as("the third is handled, and nothing is read after it")
                .isTrue();
    }

    @Test
    @DisplayName(
            "[WIRE-28] what is unhandled is counted for each event loop by itself: loopUnhandledBytesMax is of one loop")
    void countsByLoop() {
        Sockets sockets = new Sockets(
                vertx,
                start(RoomLimits.DEFAULTS).rooms(),
                (_, _) -> Future.failedFuture("nobody"),
                Limits.socket(),
                new SocketMetrics(new SimpleMeterRegistry()));
        Context one = ((VertxInternal) vertx).createEventLoopContext();
        Context two = ((VertxInternal) vertx).createEventLoopContext();

        assertThat(sockets.budgetOf(one)).isSameAs(sockets.budgetOf(one)).isNotSameAs(sockets.budgetOf(two));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    @DisplayName(
            "[WIRE-25] a socket that holds outboundBytesMax bytes unsent is kept, with one more it is closed with 1013")
    void limitsOutboundBytes(int above, boolean closes) {
        SocketLimits limits = Limits.socket("outboundBytesMax", 10_000L);
        Promise<ServerWebSocket> arriving = Promise.promise();
        HttpServer http = Outcome.of(vertx.createHttpServer()
                .webSocketHandler(socket -> {
                    Context context = vertx.getOrCreateContext();
                    LoopBudget budget = new LoopBudget(new AtomicLong());
                    Connected connected = new Connected(vertx, context, socket, limits, budget, _ -> {});
                    byte[] frame = WebSocketFrame.binary(new byte[10_000 - 4 + above]);
                    assertThat(frame).hasSize(10_000 + above);
                    connected.send(frame);
                    context.runOnContext(_ -> arriving.complete(socket));
                })
                .listen(0, "127.0.0.1"));
        WebSocketClient client = vertx.createWebSocketClient();
        ClientWebSocket socket = client.webSocket();
        Promise<Short> closed = Promise.promise();
        socket.closeHandler(_ -> closed.complete(socket.closeStatusCode()));
        Outcome.of(socket.connect(http.actualPort(), "127.0.0.1", "/"));

        ServerWebSocket server = Outcome.of(arriving.future());
        if (!closes) {
            var _ = server.close((short) 4000);
        }

        assertThat(Outcome.of(closed.future())).isEqualTo((short) (closes ? 1013 : 4000));
        Outcome.of(client.close());
    }

    @Test
    @DisplayName("[WIRE-14] delays begin with refusalDelayMin and end with refusalDelayMax")
    void limitsDelays() {
        RefusalDelays delays = new RefusalDelays(
                Limits.socket("refusalDelayMin", Duration.ofMillis(100), "refusalDelayMax", Duration.ofMillis(350)));

        assertThat(delays.park("a", "d", SessionEnd.DELETED, 0)).isEqualTo(100);
        assertThat(delays.park("a", "d", SessionEnd.DELETED, 0)).isEqualTo(200);
        assertThat(delays.park("a", "d", SessionEnd.DELETED, 0)).isEqualTo(350);
        assertThat(delays.park("a", "d", SessionEnd.DELETED, 0)).isEqualTo(350);
    }

    @ParameterizedTest
    @CsvSource({"2, 2000", "1, 1000"})
    @DisplayName("[WIRE-14] refusalsRememberedMax refusals are remembered, the eldest of one more is not")
    void limitsWhatIsRemembered(int remembered, long delay) {
        RefusalDelays delays = new RefusalDelays(Limits.socket("refusalsRememberedMax", remembered));

        delays.park("a", "d", SessionEnd.DELETED, 0);
        delays.park("b", "d", SessionEnd.DELETED, 0);

        assertThat(delays.park("a", "d", SessionEnd.DELETED, 0)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"3000, 2000", "3001, 1000"})
    @DisplayName("[WIRE-14] who comes back within refusalForgivenAfter delays waits longer, later not")
    void limitsMemory(long afterMillis, long delay) {
        RefusalDelays delays = new RefusalDelays(Limits.socket("refusalForgivenAfter", 2));

        delays.park("a", "d", SessionEnd.DELETED, 0);

        assertThat(delays.park("a", "d", SessionEnd.DELETED, afterMillis)).isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"1000, true", "1001, false"})
    @DisplayName("[WIRE-26] a connection that is refused is read on for discardedBytesMax bytes, and cut at one more")
    void limitsDiscardedBytes(int bytes, boolean open) {
        DuplexEmbedded channel = new DuplexEmbedded(new LingeringClose(Limits.socket("discardedBytesMax", 1_000L)));
        // the channel's own close would cancel what is scheduled
        var _ = channel.pipeline().close();
        assertThat(channel.isOpen()).isTrue();

        channel.writeInbound(Unpooled.wrappedBuffer(new byte[600]), Unpooled.wrappedBuffer(new byte[bytes - 600]));

        assertThat(channel.isOpen()).isEqualTo(open);
        assertThat(channel.inboundMessages()).isEmpty();
        channel.finish();
    }

    @Test
    @DisplayName("[WIRE-26] a connection that is refused and does not end is cut after lingerMax")
    void limitsLingering() {
        DuplexEmbedded channel =
                new DuplexEmbedded(new LingeringClose(Limits.socket("lingerMax", Duration.ofSeconds(2))));
        channel.freezeTime();
        // the channel's own close would cancel what is scheduled
        var _ = channel.pipeline().close();

        channel.advanceTimeBy(1_999, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authenticateWithin",
                "pingInterval",
                "deadAfter",
                "closeWithin",
                "refusalDelayMin",
                "refusalDelayMax",
                "lingerMax",
                "rereadInterval"
            })
    @DisplayName("[WIRE-26] a time of nothing is refused by name")
    void refusesNoTime(String name) {
        assertThatThrownBy(() -> Limits.socket(name, Duration.ZERO)).hasMessageContaining("socket." + name);
    }
}
