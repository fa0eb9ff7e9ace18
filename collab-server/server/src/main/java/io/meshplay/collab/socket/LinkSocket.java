package io.meshplay.collab.socket;

import io.meshplay.collab.room.JoinRequest;
import io.meshplay.collab.room.OwnedElsewhereException;
import io.meshplay.collab.room.Peer;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.HocuspocusCodec;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;

/**
 * A session whose client is at another node. Binary messages carry the client's messages in Hocuspocus framing with an empty
 * address, and back the very frames that are for the client; a text message of the other node says that the client sent
 * something malformed, one of ours that the session has joined. The close code and reason are those for the client. Confined
 * to the socket's event loop but for {@link Peer}.
 */
@EventLoop
final class LinkSocket implements Peer {
    private final Sockets sockets;
    private final ServerWebSocket socket;
    private final Connected connected;
    private final SessionLink link;
    private boolean over;

    LinkSocket(Sockets sockets, ServerWebSocket socket, Connected connected) {
        this.sockets = sockets;
        this.socket = socket;
        this.connected = connected;
        this.link = new SessionLink(sockets.limits(), connected.budget());
    }

    void open(LinkRequest asked) {
        socket.binaryMessageHandler(this::received);
        socket.textMessageHandler(this::told);
        socket.closeHandler(_ -> closed());
        JoinRequest request =
                new JoinRequest(asked.designId(), asked.token(), asked.framing(), asked.durable(), asked.epoch(), this);
        sockets.join(request).onComplete(joined -> {
            if (joined.succeeded()) {
                link.joined(joined.result());
                var _ = socket.writeTextMessage(new JsonObject()
                        .put("readOnly", joined.result().readOnly())
                        .encode());
            } else if (joined.cause() instanceof OwnedElsewhereException) {
                over = true;
                connected.close(Sockets.NOT_OWNER, "notOwner");
            } else {
                end(sockets.endOf(joined.cause()));
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
            if (!link.receive(HocuspocusCodec.decode(buffer.getBytes()).message(), bytes)) {
                end(SessionEnd.TRY_AGAIN);
            }
        } catch (MalformedException e) {
            connected.budget().handled(bytes);
            link.receivedMalformed(e.offset(), e.what());
        }
    }

    private void told(String text) {
        connected.heard();
        JsonObject malformed = new JsonObject(text);
        link.receivedMalformed(malformed.getInteger("offset", 0), malformed.getString("what", ""));
    }

    private void end(SessionEnd end) {
        if (!over) {
            over = true;
            link.leave();
            connected.closeSoon(end.closeCode(), end.code(), sockets.spreadMillis(end));
        }
    }

    private void closed() {
        over = true;
        link.leave();
        connected.closed();
    }

    @Override
    public void send(byte[] frame) {
        connected.send(frame);
    }

    @Override
    public long queuedBytes() {
        return connected.outbox().queuedBytes();
    }

    @Override
    public void ended(SessionEnd end) {
        connected.context().runOnContext(_ -> end(end));
    }
}
