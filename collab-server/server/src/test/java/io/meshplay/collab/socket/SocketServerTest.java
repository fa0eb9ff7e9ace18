package io.meshplay.collab.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.meshplay.crdt.lib0.Lib0Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets of both framings over real connections: their bounds, their heartbeat, many documents on one. */
final class SocketServerTest extends LiveFixture {
    private final Replica mona = replica(1_001);
    private final Replica akira = replica(2_002);

    private void start(Object... changes) {
        start(RoomLimits.DEFAULTS, Limits.socket(changes));
    }

    private static byte[] unknownMessage(int bytes) {
        byte[] message = new byte[bytes];
        message[0] = 99;
        return message;
    }

    @Test
    @DisplayName("[WIRE-26] a frame of frameBytesMax is read, one byte more closes with 1009, other sockets live on")
    void limitsFrames() {
        start("frameBytesMax", 2_048);
        WireClient fits = synced();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            // the JDK's client says what the server closed with, also when the connection ends with it
            WebSocket above = client.newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server().port() + "/sync/" + DESIGN),
                            new WebSocket.Listener() {
                                @Override
                                public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String why) {
                                    closed.complete(code);
                                    return null;
                                }
                            })
                    .join();

            fits.raw(unknownMessage(2_048));
            above.sendBinary(ByteBuffer.wrap(unknownMessage(2_049)), true).join();

            assertThat(closed.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(1009);
            client.shutdownNow();
        }
        fits.queryAwareness();
        fits.await("awareness");
        awaitMetric("meshplay.ignored", 1, "kind", "unknownType");
    }

    @Test
    @DisplayName("[WIRE-2] a socket takes documentsMax documents; one more is denied and the others live on")
    void limitsDocuments() {
        start("documentsMax", 2);
        WireClient one = joined("");
        one.at("design-two").authenticate("", "");
        one.at("design-three").authenticate("", "");

        assertThat(one.await("denied").text()).contains("too many documents");
        assertThat(one.heard("authenticated")).hasSize(2);
        one.at("design-two").leave();
        one.at("design-three").authenticate("", "");

        Awaitility.await().until(() -> one.heard("authenticated").size() == 3);
    }

    @Test
    @DisplayName("[WIRE-11] before a join beforeJoinMessagesMax messages wait; one more is asked to try again")
    void limitsMessagesBeforeJoins() {
        start("beforeJoinMessagesMax", 3);
        WireClient fits = server().collab(DESIGN);
        WireClient above = server().collab(DESIGN);

        for (int i = 0; i < 3; i++) {
            fits.update(mona.set("meta", "k" + i, i));
            above.queryAwareness();
        }
        above.queryAwareness();

        assertThat(above.awaitClose()).isEqualTo(1013);
        fits.authenticate("", "");
        Awaitility.await().until(() -> fits.heard("status").size() == 3);
    }

    @Test
    @DisplayName("[WIRE-26] a message of many frames above frameBytesMax closes with 1009 too")
    void limitsMessagesOfManyFrames() {
        start("frameBytesMax", 2_048);
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket many = client.newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server().port() + "/sync/" + DESIGN),
                            new WebSocket.Listener() {
                                @Override
                                public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String why) {
                                    closed.complete(code);
                                    return null;
                                }
                            })
                    .join();

            try {
                for (int frame = 0; frame < 3; frame++) {
                    many.sendBinary(ByteBuffer.wrap(new byte[1_000]), false).join();
                }

                assertThat(closed.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(1009);
            } finally {
                many.abort(); // the client's close waits for its sockets
            }
        }
    }

    @Test
    @DisplayName(
            "[WIRE-29] a socket whose only document was refused stays: the refusal was said, and others may follow")
    void keepsSocketsOfTheRefused() {
        start("authenticateWithin", Duration.ofMillis(200));
        WireClient client = server().collab("d");

        client.authenticate("wrong", "");
        client.await("denied");
        Awaitility.await().pollDelay(Duration.ofMillis(600)).until(client::open);

        client.at("other").authenticate("", "");
        client.await("authenticated");
    }

    @Test
    @DisplayName("[WIRE-11] before a join beforeJoinBytesMax bytes wait; one more is asked to try again")
    void limitsBytesBeforeJoins() {
        start("beforeJoinBytesMax", 1_024);
        WireClient fits = server().collab("d");
        WireClient above = server().collab("d");
        byte[] head = {1, 'd'};

        fits.raw(join(head, unknownMessage(1_022)));
        above.raw(join(head, unknownMessage(1_023)));

        assertThat(above.awaitClose()).isEqualTo(1013);
        fits.authenticate("", "");
        fits.await("authenticated");
    }

    @Test
    @DisplayName(
            "[WIRE-29] beforeAuthenticationBytesMax bytes of a socket wait for authentication; one more closes it with 4401")
    void limitsBytesBeforeAuthentication() {
        start("unhandledBytesMax", 1_024, "beforeAuthenticationBytesMax", 1_024, "loopUnhandledBytesMax", 2_048L);
        WireClient fits = server().collab("d");
        WireClient above = server().collab("d");
        byte[] head = {1, 'd'};

        fits.raw(join(head, unknownMessage(1_022)));
        above.raw(join(head, unknownMessage(1_023)));

        assertThat(above.awaitClose()).isEqualTo(4401);
        // read again only once what waited on the other socket is given back
        fits.authenticate("", "");
        fits.await("authenticated");
        awaitMetric("meshplay.ignored", 1, "kind", "unknownType");
    }

    @Test
    @DisplayName("[WIRE-29] what waits is counted over a socket's documents, until each is authenticated or left")
    void countsBytesBeforeAuthentication() {
        start("beforeAuthenticationBytesMax", 1_024);
        WireClient one = server().collab("a");
        byte[] a = {1, 'a'};
        byte[] b = {1, 'b'};
        byte[] c = {1, 'c'};

        one.raw(join(a, unknownMessage(1_000)));
        one.authenticate("", "");
        one.raw(join(a, unknownMessage(2_000)));
        one.raw(join(b, unknownMessage(1_000)));
        one.at("b").leave();
        one.raw(join(b, unknownMessage(1)));
        one.raw(join(c, unknownMessage(1_019)));
        assertThat(one.acknowledged(mona.set("meta", "name", "shop"))).isTrue();
        one.raw(join(b, unknownMessage(1)));

        assertThat(one.awaitClose()).isEqualTo(4401);
    }

    private static byte[] join(byte[] head, byte[] tail) {
        return new Lib0Writer()
                .writeRaw(head, 0, head.length)
                .writeRaw(tail, 0, tail.length)
                .toBytes();
    }

    @Test
    @DisplayName("[WIRE-28] above messagesPerSecondMax a socket is read more slowly, and nothing is lost")
    void slowsFastSenders() {
        start("messagesPerSecondMax", 200, "messagesBurstMax", 10);
        WireClient client = joined("");
        long before = System.nanoTime();

        for (int i = 0; i < 100; i++) {
            client.update(mona.set("meta", "k" + i, i));
        }
        Awaitility.await().until(() -> client.heard("status").size() == 100);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(350));
        assertThat(client.heard("status")).allMatch(status -> status.number() == 1);
        assertThat(stored("meta").size()).isEqualTo(100);
    }

    @Test
    @DisplayName("[WIRE-28] bytes that wait on sockets that go away are given back")
    void givesBytesBack() {
        start(
                "unhandledBytesMax",
                64 << 10,
                "beforeAuthenticationBytesMax",
                64 << 10,
                "loopUnhandledBytesMax",
                64L << 10);
        for (int i = 0; i < 5; i++) {
            WireClient unjoined = server().collab(DESIGN);
            unjoined.update(new byte[40_000]);
            unjoined.close();
        }

        WireClient client = joined("");

        assertThat(client.acknowledged(mona.set("meta", "name", "read"))).isTrue();
        assertThat(client.acknowledged(mona.set("meta", "big", "x".repeat(60_000))))
                .isTrue();
        assertThat(client.acknowledged(mona.set("meta", "bigger", "x".repeat(200_000))))
                .isTrue();
    }

    @Test
    @DisplayName("[WIRE-5] only a provider of 4.x is pinged in its framing, each pingInterval; its pong is no message")
    void pingsNewProvidersOnly() {
        start("pingInterval", Duration.ofMillis(50));
        WireClient older = server().collab(DESIGN).authenticate("", "3.4.4");
        WireClient oldest = server().collab(DESIGN).authenticate("", "");
        WireClient newer = joined("");

        newer.await("ping");
        newer.raw(new byte[] {10});
        Awaitility.await().until(() -> newer.heard("ping").size() >= 3);

        assertThat(older.heard("ping")).isEmpty();
        assertThat(oldest.heard("ping")).isEmpty();
        assertThat(newer.open()).isTrue();
    }

    @Test
    @DisplayName("[WIRE-13] a socket on which no document authenticates is closed after authenticateWithin")
    void closesIdleSockets() {
        start("authenticateWithin", Duration.ofMillis(200));
        WireClient idle = server().collab(DESIGN);
        WireClient joined = joined("");

        assertThat(idle.awaitClose()).isEqualTo(4401);
        assertThat(joined.open()).isTrue();
    }

    @Test
    @DisplayName("[WIRE-5] a socket from which nothing comes for deadAfter is taken for dead, and its session ends")
    void buriesTheDead() {
        start("pingInterval", Duration.ofMillis(50), "deadAfter", Duration.ofMillis(300));
        WireClient alive = synced();
        WireClient dead = synced();

        dead.pause(true);

        awaitMetric("meshplay.sessions", 1);
        assertThat(alive.open()).isTrue();
    }

    @Test
    @DisplayName("[ROOM-13] [WIRE-25] a socket that takes nothing is closed with 1013, and cut after closeWithin")
    void closesTheStuffed() {
        start(
                Limits.room("outboundBytesMax", 64 << 20, "updateBytesMax", 1 << 20),
                Limits.socket("outboundBytesMax", 1L << 20, "closeWithin", Duration.ofMillis(200)));
        WireClient writer = joined("");
        WireClient stuffed = synced();
        stuffed.pause(true);

        String filler = "x".repeat(200_000);
        for (int i = 0; i < 100; i++) {
            assertThat(writer.acknowledged(mona.set("meta", "k", filler + i))).isTrue();
        }

        awaitMetric("meshplay.sessions", 1);
        assertThat(writer.open()).isTrue();
    }

    @Test
    @DisplayName("[WIRE-2] two sessions of one document live on one socket, each under its own address")
    void carriesTwoSessionsOfOneDocument() {
        start();
        WireClient one = server().collab(DESIGN + "\0one").authenticate("", "4.8.0");
        WireClient two = one.at(DESIGN + "\0two").authenticate("", "4.8.0");
        Awaitility.await().until(() -> one.heard("authenticated").size() == 2);

        one.update(mona.set("meta", "name", "shop"));

        assertThat(one.await("status").text()).isEqualTo(DESIGN + "\0one");
        assertThat(one.await("update").text()).isEqualTo(DESIGN + "\0two");
        two.leave();
        awaitMetric("meshplay.sessions", 1);
        assertThat(one.acknowledged(mona.set("meta", "more", 1))).isTrue();
        assertThat(one.heard("update")).hasSize(1);
    }

    @Test
    @DisplayName("[WIRE-11] a second auth message of a document is ignored")
    void ignoresSecondAuth() {
        start();
        WireClient client = joined("");

        client.authenticate("", "4.8.0");

        awaitMetric("meshplay.ignored", 1, "kind", "auth");
        assertThat(client.acknowledged(mona.set("meta", "name", "shop"))).isTrue();
        assertThat(client.heard("authenticated")).hasSize(1);
    }

    @Test
    @DisplayName("[WIRE-1] [WIRE-2] who asks for presence gets everybody's, in both framings")
    void answersQueries() {
        start();
        WireClient speaker = joined("");
        speaker.awareness(1_001, 1, "{\"name\":\"Mona\"}");
        WireClient sync = synced();
        WireClient collab = joined("");
        sync.await(heard -> says(heard, "Mona"));
        int before = sync.heard("awareness").size();

        sync.queryAwareness();
        collab.queryAwareness();

        Awaitility.await().until(() -> sync.heard("awareness").size() > before);
        collab.await(heard -> says(heard, "Mona"));
    }

    @Test
    @DisplayName("[WIRE-3] [WIRE-10] stock step messages in both directions make two copies equal")
    void syncsBothWays() {
        start();
        WireClient client = synced();
        akira.set("meta", "offline", 1);
        WireClient writer = joined("");
        assertThat(writer.acknowledged(mona.set("meta", "online", 1))).isTrue();

        client.sync(0, akira.vector());
        akira.apply(client.await("step2").bytes());
        client.sync(1, akira.diff(client.await("step1").bytes()));

        Awaitility.await().until(() -> stored("meta").size() == 2);
        assertThat(akira.root("meta")).isEqualTo(stored("meta"));
    }

    @Test
    @DisplayName("[WIRE-14] permanent refusals are delayed by 1 s doubling to 30 s, per address, design and code")
    void doublesDelays() {
        RefusalDelays delays = new RefusalDelays(SocketLimits.DEFAULTS);

        List<Long> parked = java.util.stream.LongStream.range(0, 7)
                .map(i -> delays.park("a", "d", SessionEnd.DELETED, i * 1_000))
                .boxed()
                .toList();

        assertThat(parked).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
        assertThat(delays.park("b", "d", SessionEnd.DELETED, 0)).isEqualTo(1_000);
        assertThat(delays.park("a", "e", SessionEnd.DELETED, 0)).isEqualTo(1_000);
        assertThat(delays.park("a", "d", SessionEnd.FORBIDDEN, 0)).isEqualTo(1_000);
        assertThat(delays.park("a", "d", SessionEnd.DELETED, 1_000_000)).isEqualTo(1_000);
    }

    @Test
    @DisplayName("[WIRE-14] refusalsParkedMax sockets wait for their refusal, one more is asked to try again")
    void limitsParkedRefusals() {
        RefusalDelays delays = new RefusalDelays(Limits.socket("refusalsParkedMax", 1));

        assertThat(delays.park("a", "d", SessionEnd.DELETED, 0)).isPositive();
        assertThat(delays.park("b", "d", SessionEnd.DELETED, 0)).isNegative();
        delays.unpark();
        assertThat(delays.park("b", "d", SessionEnd.DELETED, 0)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frameBytesMax",
                "unhandledBytesMax",
                "messagesPerSecondMax",
                "messagesBurstMax",
                "documentsMax",
                "beforeJoinBytesMax",
                "beforeJoinMessagesMax",
                "beforeAuthenticationBytesMax",
                "loopUnhandledBytesMax",
                "outboundBytesMax",
                "refusalsRememberedMax",
                "refusalForgivenAfter",
                "discardedBytesMax",
                "refusalsParkedMax"
            })
    @DisplayName("[WIRE-26] a bound below sense is refused by name")
    void refusesNonsense(String name) {
        assertThatThrownBy(() -> Limits.socket(name, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("socket." + name);
    }

    @Test
    @DisplayName("[WIRE-29] a bound before authentication above unhandledBytesMax is refused: it would never be met")
    void refusesABoundThatIsNeverMet() {
        assertThatThrownBy(() -> Limits.socket("unhandledBytesMax", 2_048, "beforeAuthenticationBytesMax", 2_049))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("socket.beforeAuthenticationBytesMax");
        assertThat(Limits.socket("unhandledBytesMax", 2_048, "beforeAuthenticationBytesMax", 2_048)
                        .beforeAuthenticationBytesMax())
                .isEqualTo(2_048);
    }
}
