package io.meshplay.collab.wire;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of server messages in one framing. Two sessions with equal framings share the bytes of a message, so a room
 * encodes each message once per framing and turn.
 */
public sealed interface Framing {
    /**
     * Encodes a message as the payload of one binary WebSocket message.
     *
     * @return the payload, or null if this framing has no such message
     */
    byte @Nullable [] encode(ServerMessage message);

    /** The y-websocket framing: one document per socket, no address. Layout: [WIRE-1]. */
    record YWebsocket() implements Framing {
        @Override
        public byte @Nullable [] encode(ServerMessage message) {
            return YWebsocketCodec.encode(message);
        }
    }

    /** The Hocuspocus framing. {@code address}: document name, with {@code \0} and a session id if the client sends one */
    record Hocuspocus(String address) implements Framing {
        @Override
        public byte @Nullable [] encode(ServerMessage message) {
            return HocuspocusCodec.encode(address, message);
        }
    }
}
