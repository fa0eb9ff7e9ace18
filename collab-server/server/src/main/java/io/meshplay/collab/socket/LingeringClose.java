package io.meshplay.collab.socket;

import io.meshplay.collab.thread.EventLoop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Closes a channel so that the peer can read why: our side ends first, and what the peer still sends is read and thrown
 * away until it closes too, for a bounded while. Closing at once under a sender makes the kernel answer with a reset, and
 * the close frame is lost. Confined to the channel's event loop.
 */
@EventLoop
final class LingeringClose extends ChannelDuplexHandler {
    private final SocketLimits limits;
    private boolean closing;
    private long discardedBytes;

    LingeringClose(SocketLimits limits) {
        this.limits = limits;
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (closing) {
            // who closes a second time, as the frame decoder's failure makes others do, waits with the first
            context.channel().closeFuture().addListener(_ -> promise.trySuccess());
            return;
        }
        if (!context.channel().isActive() || !(context.channel() instanceof DuplexChannel channel)) {
            var _ = context.close(promise);
            return;
        }
        closing = true;
        var _ = channel.shutdownOutput();
        channel.config().setAutoRead(true);
        context.read();
        long millis = limits.lingerMax().toMillis();
        var _ = context.executor().schedule(() -> end(context, promise), millis, TimeUnit.MILLISECONDS);
    }

    private static void end(ChannelHandlerContext context, ChannelPromise promise) {
        var _ = context.close(promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!closing) {
            context.fireChannelRead(message);
            return;
        }
        discardedBytes += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (discardedBytes > limits.discardedBytesMax()) {
            var _ = context.close();
        }
    }
}
