package io.meshplay.collab.wire;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * The Hocuspocus framing, many documents on one socket: {@code varString address, varUint type}, then by type
 *
 * <pre>
 * 0 sync, 4 syncReply   as y-websocket's sync
 * 1 awareness           varBytes
 * 2 auth                from the client 0, varString token [, varString provider version]; to it 1, varString reason | 2, varString scope
 * 3 queryAwareness
 * 5 stateless           varString
 * 7 close               varString reason (optional from the client)
 * 8 syncStatus          varInt 1 | 0                          to the client only
 * </pre>
 *
 * A frame of the single byte 9 is a ping to the client, 10 its pong.
 */
public final class HocuspocusCodec {
    private static final int SYNC = 0;
    private static final int AWARENESS = 1;
    private static final int AUTH = 2;
    private static final int QUERY_AWARENESS = 3;
    private static final int SYNC_REPLY = 4;
    private static final int STATELESS = 5;
    private static final int BROADCAST_STATELESS = 6;
    private static final int CLOSE = 7;
    private static final int SYNC_STATUS = 8;
    /** A type that the other framing does not know may be one that this framing does. */
    private static final int UNKNOWN = 127;

    private static final byte PING = 9;
    private static final byte PONG = 10;

    private static final int ADDRESS_BYTES_MAX = 512;

    private HocuspocusCodec() {}

    /** {@return the whole ping frame; only providers of 4.x understand it} */
    public static byte[] ping() {
        return new byte[] {PING};
    }

    /** {@return whether a frame is the provider's answer to a ping} */
    public static boolean isPong(byte[] frame) {
        return frame.length == 1 && frame[0] == PONG;
    }

    /** Decodes one WebSocket message; trailing bytes are refused. */
    public static Addressed decode(byte[] frame) throws MalformedException {
        Lib0Reader reader = new Lib0Reader(frame);
        String address = reader.readString();
        if (reader.offset() > ADDRESS_BYTES_MAX) {
            throw new MalformedException(0, "address of " + reader.offset() + " bytes, at most " + ADDRESS_BYTES_MAX);
        }
        int at = reader.offset();
        long type = reader.readVarUint();
        ClientMessage message = switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case SYNC, SYNC_REPLY -> SyncMessages.decode(reader);
            case AWARENESS -> SyncMessages.awareness(reader);
            case AUTH -> auth(reader);
            case QUERY_AWARENESS -> SyncMessages.queryAwareness(reader);
            case STATELESS -> stateless(reader);
            case CLOSE -> new ClientMessage.Leave();
            case BROADCAST_STATELESS, SYNC_STATUS ->
                throw new MalformedException(at, "message type " + type + " is the server's alone");
            default -> new ClientMessage.Unknown(type);
        };
        return new Addressed(address, message);
    }

    /** {@return the address of a frame, null if not even that can be read} */
    public static @Nullable String addressOf(byte[] frame) {
        try {
            return new Lib0Reader(frame).readString();
        } catch (MalformedException _) {
            return null;
        }
    }

    private static ClientMessage stateless(Lib0Reader reader) throws MalformedException {
        String payload = reader.readString();
        SyncMessages.requireEnd(reader);
        return new ClientMessage.Stateless(payload);
    }

    private static ClientMessage auth(Lib0Reader reader) throws MalformedException {
        int at = reader.offset();
        if (reader.readVarUint() != 0) {
            throw new MalformedException(at, "auth message is not a token");
        }
        String token = reader.readString();
        String version = reader.remaining() > 0 ? reader.readString() : "";
        SyncMessages.requireEnd(reader);
        return new ClientMessage.Auth(token, version);
    }

    /** {@return the frame of a client's message under an address, as one node sends it on to another} */
    public static byte[] encode(String address, ClientMessage message) {
        Lib0Writer writer = new Lib0Writer().writeString(address);
        Lib0Writer frame = switch (message) {
            case ClientMessage.SyncStep1(byte[] vector) ->
                writer.writeVarUint(SYNC).writeVarUint(0).writeBytes(vector);
            case ClientMessage.SyncStep2(byte[] update) ->
                writer.writeVarUint(SYNC).writeVarUint(1).writeBytes(update);
            case ClientMessage.Update(byte[] update) ->
                writer.writeVarUint(SYNC).writeVarUint(2).writeBytes(update);
            case ClientMessage.Awareness(byte[] awareness) ->
                writer.writeVarUint(AWARENESS).writeBytes(awareness);
            case ClientMessage.QueryAwareness _ -> writer.writeVarUint(QUERY_AWARENESS);
            case ClientMessage.Auth(String token, String version) ->
                writer.writeVarUint(AUTH).writeVarUint(0).writeString(token).writeString(version);
            case ClientMessage.Stateless(String payload) ->
                writer.writeVarUint(STATELESS).writeString(payload);
            case ClientMessage.Leave _ -> writer.writeVarUint(CLOSE);
            case ClientMessage.Unknown _ -> writer.writeVarUint(UNKNOWN);
        };
        return frame.toBytes();
    }

    static byte @Nullable [] encode(String address, ServerMessage message) {
        Lib0Writer writer = new Lib0Writer().writeString(address);
        return switch (message) {
            case ServerMessage.SyncStep1 step1 -> SyncMessages.step1(writer.writeVarUint(SYNC), step1);
            case ServerMessage.SyncStep2 step2 -> SyncMessages.step2(writer.writeVarUint(SYNC), step2);
            case ServerMessage.Update update -> SyncMessages.update(writer.writeVarUint(SYNC), update);
            case ServerMessage.Awareness awareness ->
                writer.writeVarUint(AWARENESS).writeBytes(awareness.awareness()).toBytes();
            case ServerMessage.Authenticated granted ->
                writer.writeVarUint(AUTH)
                        .writeVarUint(2)
                        .writeString(granted.readOnly() ? "readonly" : "read-write")
                        .toBytes();
            case ServerMessage.PermissionDenied denied ->
                writer.writeVarUint(AUTH)
                        .writeVarUint(1)
                        .writeString(denied.reason())
                        .toBytes();
            case ServerMessage.SyncStatus status ->
                writer.writeVarUint(SYNC_STATUS)
                        .writeVarUint(status.durable() ? 1 : 0)
                        .toBytes();
            case ServerMessage.Stateless stateless ->
                writer.writeVarUint(STATELESS).writeString(stateless.payload()).toBytes();
            case ServerMessage.Close close ->
                writer.writeVarUint(CLOSE).writeString(close.reason()).toBytes();
            case ServerMessage.Durable _ -> null;
        };
    }
}
