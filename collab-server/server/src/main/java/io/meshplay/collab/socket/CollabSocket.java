package io.meshplay.collab.socket;

import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.JoinRequest;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.Addressed;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.HocuspocusCodec;
import io.meshplay.collab.wire.ServerMessage;
import io.meshplay.collab.wire.WebSocketFrame;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A socket of the Hocuspocus framing: many documents, each with its own session and its own authentication. Confined to
 * the socket's event loop but for the peers.
 */
@EventLoop
final class CollabSocket {
    private final Sockets sockets;
    private final ServerWebSocket socket;
    private final Connected connected;
    private final Map<String, Document> documents = new HashMap<>();
    private boolean over;
    /** Whether some document came with a token; a refusal was said to that document then. */
    private boolean asked;
    /** Of documents that have not been authenticated. */
    private long strangersBytes;

    private long authenticateTimer = -1;

    CollabSocket(Sockets sockets, ServerWebSocket socket, Connected connected) {
        this.sockets = sockets;
        this.socket = socket;
        this.connected = connected;
    }

    void open() {
        socket.binaryMessageHandler(this::received);
        socket.textMessageHandler(_ -> connected.close(1003, "binary messages only"));
        socket.closeHandler(_ -> closed());
        authenticateTimer = connected
                .vertx()
                .setTimer(sockets.limits().authenticateWithin().toMillis(), _ -> {
                    if (!over && !asked) {
                        connected.close(SessionEnd.UNAUTHORISED.closeCode(), "no document was authenticated");
                    }
                });
    }

    private void received(Buffer buffer) {
        connected.heard();
        int bytes = buffer.length();
        connected.budget().received(bytes);
        byte[] frame = buffer.getBytes();
        if (over || HocuspocusCodec.isPong(frame)) {
            connected.budget().handled(bytes);
            return;
        }
        Addressed addressed;
        try {
            addressed = HocuspocusCodec.decode(frame);
        } catch (MalformedException e) {
            connected.budget().handled(bytes);
            malformed(frame, e);
            return;
        }
        Document document = documents.get(addressed.address());
        if (document == null) {
            if (documents.size() >= sockets.limits().documentsMax()) {
                connected.budget().handled(bytes);
                deny(addressed.address(), "too many documents on one socket");
                return;
            }
            document = new Document(addressed);
            documents.put(addressed.address(), document);
        }
        document.receive(addressed.message(), bytes);
    }

    /** A frame whose address can be read counts against that document, any other against the socket. */
    private void malformed(byte[] frame, MalformedException e) {
        String address = HocuspocusCodec.addressOf(frame);
        Document document = address == null ? null : documents.get(address);
        if (document == null) {
            connected.close(SessionEnd.MALFORMED.closeCode(), "malformed at byte " + e.offset());
        } else {
            document.link.receivedMalformed(e.offset(), e.what());
        }
    }

    private void say(String address, ServerMessage message) {
        byte[] payload = new Framing.Hocuspocus(address).encode(message);
        if (payload != null) {
            connected.send(WebSocketFrame.binary(payload));
        }
    }

    private void deny(String address, String reason) {
        say(address, new ServerMessage.PermissionDenied(reason));
    }

    private void closed() {
        over = true;
        connected.closed();
        connected.vertx().cancelTimer(authenticateTimer);
        List.copyOf(documents.values()).forEach(document -> document.link.leave());
        documents.clear();
    }

    /** One document of this socket. */
    private final class Document extends SocketPeer {
        private final String address;
        private final String name;
        private final SessionLink link;
        private boolean authenticated;
        private long strangersShare;

        Document(Addressed first) {
            super(connected);
            this.address = first.address();
            this.name = first.documentName();
            this.link = new SessionLink(sockets.limits(), connected.budget());
        }

        void receive(ClientMessage message, int bytes) {
            if (message instanceof ClientMessage.Auth auth && !authenticated) {
                connected.budget().handled(bytes);
                authenticated = true;
                asked = true;
                known();
                connected.providerVersion(auth.providerVersion());
                join(auth.token());
            } else if (message instanceof ClientMessage.Leave) {
                connected.budget().handled(bytes);
                forget();
            } else if (!link.receive(message, bytes)) {
                ended(SessionEnd.TRY_AGAIN);
            } else if (!authenticated) {
                stranger(bytes);
            }
        }

        /** What waits is unhandled; too much of it and the socket is read no further, so its authentication never either. */
        private void stranger(int bytes) {
            strangersShare += bytes;
            strangersBytes += bytes;
            if (strangersBytes > sockets.limits().beforeAuthenticationBytesMax()) {
                over = true;
                connected.close(SessionEnd.UNAUTHORISED.closeCode(), "too much before authentication");
            }
        }

        private void known() {
            strangersBytes -= strangersShare;
            strangersShare = 0;
        }

        private void join(String token) {
            JoinRequest request = new JoinRequest(name, token, new Framing.Hocuspocus(address), false, null, this);
            sockets.join(request).onComplete(joined -> {
                if (joined.succeeded()) {
                    link.joined(joined.result());
                } else if (joined.cause() instanceof AccessDeniedException denied) {
                    forget();
                    deny(address, SessionEnd.of(denied.kind()).code());
                } else {
                    finish(sockets.endOf(joined.cause()));
                }
            });
        }

        private void forget() {
            known();
            link.leave();
            documents.remove(address, this);
        }

        /** Only "try again" takes the socket with it: a stock provider joins again when the socket comes back. */
        private void finish(SessionEnd end) {
            forget();
            if (end == SessionEnd.TRY_AGAIN) {
                over = true;
                connected.closeSoon(end.closeCode(), end.code(), sockets.spreadMillis(end));
            } else {
                say(address, new ServerMessage.Close(end.code()));
            }
        }

        @Override
        void endedHere(SessionEnd end) {
            if (!over && documents.get(address) == this) {
                finish(end);
            }
        }
    }
}
