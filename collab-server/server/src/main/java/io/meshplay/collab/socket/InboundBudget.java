package io.meshplay.collab.socket;

import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast one socket is read: by a token bucket of messages, and not while too many bytes of it, or of all sockets of
 * its loop, wait to be handled. Nothing is dropped: TCP holds the sender back. Confined to the socket's event loop but
 * for {@link #handled}.
 */
@EventLoop
final class InboundBudget {
    private final Vertx vertx;
    private final Context context;
    private final ReadStream<?> socket;
    private final SocketLimits limits;
    private final AtomicLong loopUnhandled;
    private double tokens;
    private long refilledNanos;
    private long unhandled;
    private boolean paused;
    private boolean closed;

    InboundBudget(Vertx vertx, Context context, ReadStream<?> socket, SocketLimits limits, AtomicLong loopUnhandled) {
        this.vertx = vertx;
        this.context = context;
        this.socket = socket;
        this.limits = limits;
        this.loopUnhandled = loopUnhandled;
        this.tokens = limits.messagesBurstMax();
        this.refilledNanos = System.nanoTime();
    }

    void received(int bytes) {
        tokens -= 1;
        unhandled += bytes;
        loopUnhandled.addAndGet(bytes);
        if (!paused && exhausted()) {
            paused = true;
            socket.pause();
            vertx.setTimer(limits.rereadInterval().toMillis(), _ -> reconsider());
        }
    }

    /** Some bytes wait no longer. May be called from any thread. */
    void handled(int bytes) {
        loopUnhandled.addAndGet(-bytes);
        context.runOnContext(_ -> unhandled -= bytes);
    }

    /** The socket is read no more. */
    void close() {
        closed = true;
    }

    private void reconsider() {
        if (closed) {
            return;
        }
        if (exhausted()) {
            vertx.setTimer(limits.rereadInterval().toMillis(), _ -> reconsider());
        } else {
            paused = false;
            socket.resume();
        }
    }

    private boolean exhausted() {
        if (tokens < 1) {
            long now = System.nanoTime();
            double earned = limits.messagesPerSecondMax() * ((now - refilledNanos) / 1e9);
            tokens = Math.min(limits.messagesBurstMax(), tokens + earned);
            refilledNanos = now;
        }
        return tokens < 1
                || unhandled > limits.unhandledBytesMax()
                || loopUnhandled.get() > limits.loopUnhandledBytesMax();
    }
}
