package io.meshplay.collab.socket;

import io.meshplay.collab.thread.AnyThread;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written to one socket. Whole frames come from any thread, already encoded and shared among sockets; the
 * socket's loop writes all that one turn gathered and flushes once. The frames go past the channel's WebSocket encoder,
 * whose work is done.
 */
@AnyThread
final class Outbox {
    private final ChannelHandlerContext channel;
    private final Queue<byte[]> frames = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Outbox(ServerWebSocket socket, SocketLimits limits) {
        this.channel = ((WebSocketInternal) socket).channelHandlerContext();
        channel.pipeline().addFirst(new LingeringClose(limits));
        channel.pipeline().addBefore(channel.name(), ViolationClose.class.getSimpleName(), new ViolationClose());
    }

    void offer(byte[] frame) {
        queuedBytes.addAndGet(frame.length);
        frames.add(frame);
        if (scheduled.compareAndSet(false, true)) {
            channel.executor().execute(this::flush);
        }
    }

    /** Cuts the connection, whatever is queued. */
    void abort() {
        ChannelHandlerContext lingering = channel.pipeline().context(LingeringClose.class);
        if (lingering != null) {
            // from here outwards, so that the lingering handler is passed by
            var _ = lingering.close();
        }
    }

    long queuedBytes() {
        return queuedBytes.get();
    }

    private void flush() {
        scheduled.set(false);
        @Nullable ChannelHandlerContext encoder = channel.pipeline().context(WebSocketFrameEncoder.class);
        long bytes = 0;
        @Nullable ChannelFuture last = null;
        for (byte[] frame = frames.poll(); frame != null; frame = frames.poll()) {
            bytes += frame.length;
            if (encoder != null) {
                last = encoder.write(Unpooled.wrappedBuffer(frame));
            }
        }
        if (encoder == null || last == null) {
            queuedBytes.addAndGet(-bytes);
            return;
        }
        long written = bytes;
        last.addListener(_ -> queuedBytes.addAndGet(-written));
        encoder.flush();
    }
}
