package io.meshplay.load.sync;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** The bench clients of one run: one Vert.x, one WebSocket client, held so that no cleaner closes them. */
final class Members implements AutoCloseable {
    private static final int SOCKETS_MAX = 10_000;
    private static final int FRAME_BYTES_MAX = 16 << 20;
    private static final int JOIN_SECONDS_MAX = 60;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
            .setMaxConnections(SOCKETS_MAX)
            .setMaxFrameSize(FRAME_BYTES_MAX)
            .setMaxMessageSize(FRAME_BYTES_MAX));
    private final List<Member> members = new ArrayList<>();
    private final int port;
    private int joined;

    Members(int port) {
        this.port = port;
    }

    Member join(String document, LongConsumer acknowledged) {
        return join(document, "", acknowledged);
    }

    /** {@code filler}: the text of each edit; none makes the smallest edits */
    Member join(String document, String filler, LongConsumer acknowledged) {
        var clientId = 1_000L + joined++;
        var edits = new KeyEdits(clientId, "bench-" + clientId, filler);
        var member = Member.join(client, port, document, edits, acknowledged)
                .timeout(JOIN_SECONDS_MAX, TimeUnit.SECONDS)
                .await();
        members.add(member);
        return member;
    }

    /** Lets some of them leave. */
    void leave(List<Member> some) {
        Future.join(some.stream().map(Member::leave).toList()).await();
        members.removeAll(some);
    }

    List<Member> all() {
        return List.copyOf(members);
    }

    long delivered() {
        return members.stream().mapToLong(Member::delivered).sum();
    }

    long refused() {
        return members.stream().mapToLong(Member::refused).sum();
    }

    /**
     * Waits until every edit is acknowledged.
     *
     * @return how many are not, when the time is over
     */
    long drain(long millis) {
        var deadline = System.nanoTime() + millis * 1_000_000;
        while (waiting() > 0 && System.nanoTime() < deadline) {
            new Schedule(1_000, 10).run(_ -> {});
        }
        return waiting();
    }

    private long waiting() {
        return members.stream().mapToLong(Member::waiting).sum();
    }

    @Override
    public void close() {
        Future.join(members.stream().map(Member::leave).toList())
                .transform(_ -> client.close())
                .transform(_ -> vertx.close())
                .await();
    }
}
