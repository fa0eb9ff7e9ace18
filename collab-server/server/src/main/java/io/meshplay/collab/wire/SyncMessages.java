package io.meshplay.collab.wire;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;

/** The part that both framings share: y-protocols' sync messages and the awareness envelope. */
final class SyncMessages {
    static final int SYNC = 0;
    static final int AWARENESS = 1;
    static final int QUERY_AWARENESS = 3;

    static final int STEP1 = 0;
    static final int STEP2 = 1;
    static final int UPDATE = 2;

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

    /** Writes what both framings write alike, behind what the writer holds. */
    static byte[] encode(Lib0Writer writer, ServerMessage.Shared message) {
        return switch (message) {
            case ServerMessage.SyncStep1 step1 -> sync(writer, STEP1, step1.stateVector());
            case ServerMessage.SyncStep2 step2 -> sync(writer, STEP2, step2.update());
            case ServerMessage.Update update -> sync(writer, UPDATE, update.update());
            case ServerMessage.Awareness awareness ->
                writer.writeVarUint(AWARENESS).writeBytes(awareness.awareness()).toBytes();
        };
    }

    static byte[] sync(Lib0Writer writer, int kind, byte[] body) {
        return writer.writeVarUint(SYNC).writeVarUint(kind).writeBytes(body).toBytes();
    }
}
