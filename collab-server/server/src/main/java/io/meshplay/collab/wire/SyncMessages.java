package io.meshplay.collab.wire;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;

/** The part that both framings share: y-protocols' sync messages and the awareness envelope. */
final class SyncMessages {
    private static final int STEP1 = 0;
    private static final int STEP2 = 1;
    private static final int UPDATE = 2;

    private SyncMessages() {}

    static ClientMessage decode(Lib0Reader reader) throws MalformedException {
        int at = reader.offset();
        long kind = reader.readVarUint();
        byte[] body = reader.readBytes();
        requireEnd(reader);
        return switch ((int) Math.min(kind, Integer.MAX_VALUE)) {
            case STEP1 -> new ClientMessage.SyncStep1(body);
            case STEP2 -> new ClientMessage.SyncStep2(body);
            case UPDATE -> new ClientMessage.Update(body);
            default -> throw new MalformedException(at, "sync message " + kind + ", must be 0, 1 or 2");
        };
    }

    static ClientMessage awareness(Lib0Reader reader) throws MalformedException {
        byte[] body = reader.readBytes();
        requireEnd(reader);
        return new ClientMessage.Awareness(body);
    }

    static ClientMessage queryAwareness(Lib0Reader reader) throws MalformedException {
        requireEnd(reader);
        return new ClientMessage.QueryAwareness();
    }

    static void requireEnd(Lib0Reader reader) throws MalformedException {
        if (reader.remaining() > 0) {
            throw new MalformedException(reader.offset(), "trailing bytes after the message");
        }
    }

    static byte[] step1(Lib0Writer writer, ServerMessage.SyncStep1 message) {
        return writer.writeVarUint(STEP1).writeBytes(message.stateVector()).toBytes();
    }

    static byte[] step2(Lib0Writer writer, ServerMessage.SyncStep2 message) {
        return writer.writeVarUint(STEP2).writeBytes(message.update()).toBytes();
    }

    static byte[] update(Lib0Writer writer, ServerMessage.Update message) {
        return writer.writeVarUint(UPDATE).writeBytes(message.update()).toBytes();
    }
}
