package io.meshplay.collab.wire;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * The y-websocket framing of y-protocols: {@code varUint type}, then by type
 *
 * <pre>
 * 0 sync            varUint 0|1|2 (step 1, step 2, update), varBytes
 * 1 awareness       varBytes
 * 2 auth            varUint 0 (denied), varString reason      to the client only
 * 3 queryAwareness                                            from the client only
 * 120 durable       varUint sequence, varBytes state vector, varBytes version, varUint acknowledged; to the client, on request
 * </pre>
 */
public final class YWebsocketCodec {
    static final int AUTH = 2;
    static final int DURABLE = 120;

    private YWebsocketCodec() {}

    /** Decodes one WebSocket message; trailing bytes are refused. */
    public static ClientMessage decode(byte[] frame) throws MalformedException {
        Lib0Reader reader = new Lib0Reader(frame);
        long type = reader.readVarUint();
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case SyncMessages.SYNC -> SyncMessages.decode(reader);
            case SyncMessages.AWARENESS -> SyncMessages.awareness(reader);
            case SyncMessages.QUERY_AWARENESS -> SyncMessages.queryAwareness(reader);
            default -> new ClientMessage.Unknown(type);
        };
    }

    static byte @Nullable [] encode(ServerMessage message) {
        Lib0Writer writer = new Lib0Writer();
        return switch (message) {
            case ServerMessage.Shared shared -> SyncMessages.encode(writer, shared);
            case ServerMessage.PermissionDenied denied ->
                writer.writeVarUint(AUTH)
                        .writeVarUint(0)
                        .writeString(denied.reason())
                        .toBytes();
            case ServerMessage.Durable durable ->
                writer.writeVarUint(DURABLE)
                        .writeVarUint(durable.sequence())
                        .writeBytes(durable.stateVector())
                        .writeBytes(
                                new Lib0Writer().writeVarUint(durable.version()).toBytes())
                        .writeVarUint(durable.acknowledged())
                        .toBytes();
            case ServerMessage.Authenticated _,
                    ServerMessage.SyncStatus _,
                    ServerMessage.Stateless _,
                    ServerMessage.Close _ -> null;
        };
    }
}
