package io.meshplay.collab.api;

import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One reader of the events. A reader that is too slow misses events and is told to read everything again once it takes more;
 * one that takes nothing for long is closed. Confined to the loop of its request, but for {@link #offer}.
 */
@EventLoop
final class EventStream {
    static final Buffer RESYNC = Buffer.buffer("event: resync\ndata: {}\n\n");
    private static final Buffer HELLO = Buffer.buffer("retry: 2000\n\nevent: hello\ndata: {}\n\n");
    private static final Buffer ALIVE = Buffer.buffer(":\n\n");

    private final Vertx vertx;
    private final Context context;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final StreamLimits limits;
    private final AtomicInteger underWay = new AtomicInteger();
    private int queuedBytes;
    private boolean missed;
    private long aliveTimer = -1;
    private long laggingTimer = -1;

    EventStream(Vertx vertx, HttpServerRequest request, StreamLimits limits) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.request = request;
        this.response = request.response();
        this.limits = limits;
    }

    /** Begins; {@code ended} runs when the reader has gone or was closed. */
    void start(Runnable ended) {
        response.exceptionHandler(_ -> {});
        response.closeHandler(_ -> {
            vertx.cancelTimer(aliveTimer);
            vertx.cancelTimer(laggingTimer);
            ended.run();
        });
        aliveTimer = vertx.setPeriodic(limits.keepAlive().toMillis(), _ -> write(ALIVE));
        write(HELLO);
    }

    /** Hands over an event; any thread. */
    void offer(Buffer event) {
        if (underWay.incrementAndGet() > limits.eventsMax()) {
            underWay.decrementAndGet();
            context.runOnContext(_ -> miss());
        } else {
            context.runOnContext(_ -> {
                underWay.decrementAndGet();
                write(event);
            });
        }
    }

    private void write(Buffer event) {
        if (response.closed() || response.ended() || missed) {
            return;
        }
        if (queuedBytes > 0 && queuedBytes + event.length() > limits.queuedBytesMax()) {
            miss();
            return;
        }
        queuedBytes += event.length();
        response.write(event).onComplete(_ -> {
            queuedBytes -= event.length();
            drained();
        });
    }

    private void miss() {
        if (!missed && !response.closed()) {
            missed = true;
            laggingTimer = vertx.setTimer(limits.laggingMax().toMillis(), _ -> cut());
            drained();
        }
    }

    /** Closing in good order would first write what the reader does not take. */
    private void cut() {
        if (request.connection() instanceof ConnectionBase connection) {
            var _ = connection.channelHandlerContext().close();
        }
    }

    private void drained() {
        if (missed && queuedBytes <= limits.queuedBytesMax() / 2) {
            missed = false;
            vertx.cancelTimer(laggingTimer);
            write(RESYNC);
        }
    }
}
