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
    private static final int AUTH = 2;
    private static final int SYNC_REPLY = 4;
    private static final int STATELESS = 5;
    private static final int BROADCAST_STATELESS = 6;
    private static final int CLOSE = 7;
    private static final int SYNC_STATUS = 8;
    /** A type that the other framing does not know may be one that this framing does. */
    private static final int UNKNOWN = 127;

    private static final byte PING = 9;
    private static final byte PONG = 10;

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
        int bytesMax = WireLimits.DEFAULTS.addressBytesMax();
        if (reader.offset() > bytesMax) {
            throw new MalformedException(0, "address of " + reader.offset() + " bytes, at most " + bytesMax);
        }
        int at = reader.offset();
        long type = reader.readVarUint();
        ClientMessage message = switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case SyncMessages.SYNC, SYNC_REPLY -> SyncMessages.decode(reader);
            case SyncMessages.AWARENESS -> SyncMessages.awareness(reader);
            case AUTH -> auth(reader);
            case SyncMessages.QUERY_AWARENESS -> SyncMessages.queryAwareness(reader);
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
        return switch (message) {
            case ClientMessage.SyncStep1 step1 -> SyncMessages.sync(writer, SyncMessages.STEP1, step1.stateVector());
            case ClientMessage.SyncStep2 step2 -> SyncMessages.sync(writer, SyncMessages.STEP2, step2.update());
            case ClientMessage.Update update -> SyncMessages.sync(writer, SyncMessages.UPDATE, update.update());
            case ClientMessage.Awareness awareness ->
                writer.writeVarUint(SyncMessages.AWARENESS)
                        .writeBytes(awareness.awareness())
                        .toBytes();
            case ClientMessage.QueryAwareness _ ->
                writer.writeVarUint(SyncMessages.QUERY_AWARENESS).toBytes();
            case ClientMessage.Auth(String token, String version) ->
                writer.writeVarUint(AUTH)
                        .writeVarUint(0)
                        .writeString(token)
                        .writeString(version)
                        .toBytes();
            case ClientMessage.Stateless(String payload) ->
                writer.writeVarUint(STATELESS).writeString(payload).toBytes();
            case ClientMessage.Leave _ -> writer.writeVarUint(CLOSE).toBytes();
            case ClientMessage.Unknown _ -> writer.writeVarUint(UNKNOWN).toBytes();
        };
    }

    static byte @Nullable [] encode(String address, ServerMessage message) {
        Lib0Writer writer = new Lib0Writer().writeString(address);
        return switch (message) {
            case ServerMessage.Shared shared -> SyncMessages.encode(writer, shared);
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
