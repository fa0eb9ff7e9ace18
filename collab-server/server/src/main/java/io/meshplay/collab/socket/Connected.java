package io.meshplay.collab.socket;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.HocuspocusCodec;
import io.meshplay.collab.wire.WebSocketFrame;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What sockets of both framings have: an outbox, an inbound budget, and a heartbeat that finds the dead. Confined to the
 * socket's event loop but for {@link #send}.
 */
@EventLoop
final class Connected {
    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final SocketLimits limits;
    private final Outbox outbox;
    private final InboundBudget budget;
    private final long heartbeat;
    private long heardNanos = System.nanoTime();
    private final Consumer<Connected> whenClosed;
    private final AtomicBoolean tooSlow = new AtomicBoolean();
    private long cutTimer = -1;
    private boolean answersPing;

    Connected(
            Vertx vertx,
            Context context,
            ServerWebSocket socket,
            SocketLimits limits,
            LoopBudget loopBudget,
            Consumer<Connected> whenClosed) {
        this.whenClosed = whenClosed;
        this.vertx = vertx;
        this.context = context;
        this.socket = socket;
        this.limits = limits;
        this.outbox = new Outbox(socket, limits);
        this.budget = new InboundBudget(vertx, context, socket, limits, loopBudget.unhandledBytes());
        this.heartbeat = vertx.setPeriodic(limits.pingInterval().toMillis(), _ -> beat());
        socket.pongHandler(_ -> heard());
        socket.exceptionHandler(this::broken);
    }

    Vertx vertx() {
        return vertx;
    }

    Context context() {
        return context;
    }

    Outbox outbox() {
        return outbox;
    }

    InboundBudget budget() {
        return budget;
    }

    void heard() {
        heardNanos = System.nanoTime();
    }

    /** A 4.x provider answers the framing's own ping, which an older one cannot read. */
    void providerVersion(String version) {
        answersPing |= version.startsWith("4.");
    }

    /** Queues a frame; a socket that takes nothing for too long is closed. May be called from any thread. */
    void send(byte[] frame) {
        outbox.offer(frame);
        if (outbox.queuedBytes() > limits.outboundBytesMax() && tooSlow.compareAndSet(false, true)) {
            context.runOnContext(_ -> close(1013, "too slow"));
        }
    }

    /** Closes the socket; a peer that does not read gets no time to hear why. */
    void close(int code, String reason) {
        var _ = socket.close((short) code, reason);
        if (cutTimer < 0) {
            cutTimer = vertx.setTimer(limits.closeWithin().toMillis(), _ -> outbox.abort());
        }
    }

    /** Closes the socket after a while. */
    void closeSoon(int code, String reason, long millis) {
        if (millis <= 0) {
            close(code, reason);
        } else {
            vertx.setTimer(millis, _ -> close(code, reason));
        }
    }

    private void beat() {
        if (System.nanoTime() - heardNanos > limits.deadAfter().toNanos()) {
            close(1001, "silent");
            return;
        }
        socket.writePing(Buffer.buffer());
        if (answersPing) {
            send(WebSocketFrame.binary(HocuspocusCodec.ping()));
        }
    }

    /** A frame above the size is answered below us, a message of many frames is not; what else breaks is closed already. */
    private void broken(Throwable failure) {
        if (failure instanceof TooLongFrameException || failure instanceof IllegalStateException) {
            close(1009, "message too large");
        }
    }

    /** Nothing is read or sent any more. */
    void closed() {
        whenClosed.accept(this);
        budget.close();
        vertx.cancelTimer(cutTimer);
        vertx.cancelTimer(heartbeat);
    }
}
