package io.meshplay.collab.socket;

import io.meshplay.collab.room.JoinRequest;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.YWebsocketCodec;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import org.jspecify.annotations.Nullable;

/** A socket of the y-websocket framing: one session. Confined to the socket's event loop but for {@link SocketPeer}. */
@EventLoop
final class SyncSocket extends SocketPeer {
    private final Sockets sockets;
    private final ServerWebSocket socket;
    private final Connected connected;
    private final SessionLink link;
    private final String designId;
    private boolean over;

    SyncSocket(Sockets sockets, ServerWebSocket socket, Connected connected, String designId) {
        super(connected);
        this.sockets = sockets;
        this.socket = socket;
        this.connected = connected;
        this.designId = designId;
        this.link = new SessionLink(sockets.limits(), connected.budget());
    }

    void open(@Nullable String token, @Nullable String epoch, boolean durable) {
        socket.binaryMessageHandler(this::received);
        socket.textMessageHandler(_ -> connected.close(1003, "binary messages only"));
        socket.closeHandler(_ -> closed());
        JoinRequest request = new JoinRequest(designId, token, new Framing.YWebsocket(), durable, epoch, this);
        sockets.join(request).onComplete(joined -> {
            if (joined.succeeded()) {
                link.joined(joined.result());
            } else {
                refuse(sockets.endOf(joined.cause()));
            }
        });
    }

    private void received(Buffer buffer) {
        connected.heard();
        int bytes = buffer.length();
        connected.budget().received(bytes);
        if (over) {
            connected.budget().handled(bytes);
            return;
        }
        try {
            if (!link.receive(YWebsocketCodec.decode(buffer.getBytes()), bytes)) {
                refuse(SessionEnd.TRY_AGAIN);
            }
        } catch (MalformedException e) {
            connected.budget().handled(bytes);
            link.receivedMalformed(e.offset(), e.what());
        }
    }

    /** Ends the socket; a permanent refusal waits, for the sake of clients that would be back at once. */
    private void refuse(SessionEnd end) {
        if (over) {
            return;
        }
        over = true;
        link.leave();
        if (end.permanent()) {
            sockets.delayed(socket, connected, designId, end, () -> close(end));
        } else {
            close(end);
        }
    }

    private void close(SessionEnd end) {
        connected.closeSoon(end.closeCode(), end.code(), sockets.spreadMillis(end));
    }

    private void closed() {
        over = true;
        link.leave();
        connected.closed();
    }

    @Override
    void endedHere(SessionEnd end) {
        // Who was here is told at once; it is the next handshake that waits.
        if (!over) {
            over = true;
            link.leave();
            close(end);
        }
    }
}
