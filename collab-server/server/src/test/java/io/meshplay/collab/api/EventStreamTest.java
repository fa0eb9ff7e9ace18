package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshplay.collab.designs.DesignEvent;
import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.crdt.AwarenessUpdate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final StreamLimits LIMITS =
            new StreamLimits(2, 16 << 10, 256, Duration.ofMillis(100), Duration.ofSeconds(2));

    /** A reader that speaks HTTP itself, so that it can stop reading. */
    private static final class Reader implements AutoCloseable {
        final Socket socket;
        final List<String> lines = new CopyOnWriteArrayList<>();

        Reader(int port) {
            try {
                socket = new Socket();
                socket.setReceiveBufferSize(4 << 10);
                socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.getOutputStream()
                        .write(("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:" + port
                                        + "\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads as far as the greeting, and no further: from here on the reader has its place. */
        Reader greeted() {
            StringBuilder read = new StringBuilder();
            try {
                while (read.indexOf("event: hello\ndata: {}\n\n") < 0) {
                    int octet = socket.getInputStream().read();
                    assertThat(octet).as("the stream goes on").isNotNegative();
                    read.append((char) octet);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return this;
        }

        Reader reading() {
            Thread.ofVirtual().start(() -> {
                try (var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        lines.add(line);
                    }
                } catch (SocketException _) {
                    // closed by the test or the server
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    lines.add("the end");
                }
            });
            return this;
        }

        void awaitLine(String wanted) {
            await(wanted).until(() -> lines.contains(wanted));
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ApiServer server() {
        return new ApiServer(ApiLimits.DEFAULTS, DesignsLimits.DEFAULTS, LIMITS);
    }

    @Test
    @DisplayName(
            "[PRES-11] whoever listens hears what happens to designs and who is on them, and that the stream lives")
    void tells() {
        try (var server = server();
                var reader = new Reader(server.port()).reading()) {
            reader.awaitLine("event: hello");
            String id = server.design("Shop");
            server.patch("/api/v1/designs/" + id, "{\"name\":\"Two\\nlines\"}");
            server.patch("/api/v1/designs/" + id, "{\"name\":\"Café\"}");
            server.post("/api/v1/designs/" + id + "/versions", "{\"message\":\"First\"}");
            server.board.changed(
                    id,
                    List.of(new AwarenessUpdate.Entry(1, 1, "{\"user\":{\"name\":\"Ada\",\"color\":\"#6d4aff\"}}")));
            server.delete("/api/v1/designs/" + id);
            server.post("/api/v1/designs/" + id + "/restore", "{}");

            String of = "\"designId\":\"" + id + "\"";
            reader.awaitLine("data: {\"kind\":\"created\"," + of + ",\"name\":\"Shop\"}");
            reader.awaitLine("data: {\"kind\":\"renamed\"," + of + ",\"name\":\"Café\"}");
            reader.awaitLine("data: {\"kind\":\"committed\"," + of + ",\"version\":1}");
            reader.awaitLine("data: {\"kind\":\"deleted\"," + of + ",\"name\":\"Café\"}");
            reader.awaitLine("data: {\"kind\":\"restored\"," + of + ",\"name\":\"Café\"}");
            reader.awaitLine("data: {" + of + ",\"count\":1,\"people\":[{\"name\":\"Ada\",\"color\":\"#6d4aff\"}]}");
            reader.awaitLine(":");
            assertThat(reader.lines.getFirst()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(reader.lines)
                    .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-encoding: gzip"));
        }
    }

    @Test
    @DisplayName(
            "[PRES-11] a reader that takes nothing costs a bounded queue, is told to read again if it goes on in time")
    void slowReaderResyncs() {
        try (var server = server();
                var reader = new Reader(server.port()).greeted()) {
            flood(server);

            reader.reading();

            reader.awaitLine("event: resync");
            assertThat(reader.lines).doesNotContain("the end");
        }
    }

    @Test
    @DisplayName("[PRES-11] a reader that takes nothing for long is closed, and delays no other")
    void deafReaderIsClosed() {
        try (var server = server();
                var deaf = new Reader(server.port()).greeted();
                var other = new Reader(server.port()).reading()) {
            other.awaitLine("event: hello");
            flood(server);
            other.awaitLine("event: resync");
            var last = new DesignEvent.Changed(DesignEvent.Kind.CREATED, "last", null, 0);
            await("the other hears on").until(() -> {
                server.board.publish(last);
                return other.lines.contains("data: {\"kind\":\"created\",\"designId\":\"last\"}");
            });
            await("the deaf reader's place is free")
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> {
                        try (var third = new Reader(server.port()).reading()) {
                            await().until(() -> !third.lines.isEmpty());
                            return third.lines.getFirst().contains("200");
                        }
                    });
            deaf.reading().awaitLine("the end");
        }
    }

    @Test
    @DisplayName("[PRES-11] streamsMax streams are open at once; one more is asked to try again")
    void bounded() {
        try (var server = server();
                var one = new Reader(server.port()).reading();
                var two = new Reader(server.port()).reading()) {
            one.awaitLine("event: hello");
            two.awaitLine("event: hello");

            assertThat(server.get("/api/v1/events").status()).isEqualTo(503);
        }
    }

    /** More than any socket between the two holds. */
    private static void flood(ApiServer server) {
        var event = new DesignEvent.Changed(DesignEvent.Kind.RENAMED, "flood", "x".repeat(4_000), 0);
        for (int i = 0; i < 4_000; i++) {
            server.board.publish(event);
        }
    }
}
