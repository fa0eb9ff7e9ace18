package io.meshplay.collab.socket;

import io.meshplay.collab.thread.EventLoop;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;

/**
 * Tells a peer why its frame ends the connection: too large is 1009, malformed is 1002. The frame decoder itself only
 * fails, and the connection would end without a word. Confined to the channel's event loop.
 */
@EventLoop
final class ViolationClose extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable fault = cause.getCause() instanceof CorruptedWebSocketFrameException inner ? inner : cause;
        if (fault instanceof CorruptedWebSocketFrameException violation) {
            context.writeAndFlush(new CloseWebSocketFrame(violation.closeStatus()))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            context.fireExceptionCaught(cause);
        }
    }
}
