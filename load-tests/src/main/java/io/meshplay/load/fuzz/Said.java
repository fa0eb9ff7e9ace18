package io.meshplay.load.fuzz;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * One message of either framing, as far as the rig must tell them apart; read by rules of its own, so that the server is
 * not judged by itself.
 *
 * @param address of the document; empty in y-websocket framing
 * @param type of the message
 * @param number the step of a sync message, the kind of an auth message, the value of a status
 * @param body the rest: the bytes of a sync message, the text of another
 */
record Said(String address, long type, long number, byte[] body) {
    static final int SYNC = 0;
    static final int AUTH = 2;
    static final int QUERY_AWARENESS = 3;
    static final int SYNC_REPLY = 4;
    static final int STATELESS = 5;
    static final int LEAVE = 7;
    static final int STATUS = 8;
    static final int STEP_1 = 0;
    static final int STEP_2 = 1;
    static final int UPDATE = 2;

    /** Reads a message; null when it is none. */
    static @Nullable Said read(byte[] frame, boolean addressed) {
        try {
            var in = new Lib0Reader(frame);
            var address = addressed ? in.readString() : "";
            var type = in.readVarUint();
            if (type == SYNC || (addressed && type == SYNC_REPLY)) {
                var step = in.readVarUint();
                var bytes = in.readBytes();
                in.expectEnd();
                return new Said(address, SYNC, step, bytes);
            }
            if (type == AUTH) {
                return new Said(address, type, in.readVarUint(), in.remaining() == 0 ? new byte[0] : in.readBytes());
            }
            if (type == STATUS) {
                return new Said(address, type, in.readVarUint(), new byte[0]);
            }
            return new Said(address, type, 0, type == STATELESS ? in.readBytes() : new byte[0]);
        } catch (MalformedException _) {
            return null;
        }
    }

    boolean is(int wanted) {
        return type == wanted;
    }

    boolean sync(int step) {
        return type == SYNC && number == step;
    }

    /** The update that the message offers; null when it offers none. */
    byte @Nullable [] update() {
        return sync(STEP_2) || sync(UPDATE) ? body : null;
    }

    /** A sync message; the address is left out in y-websocket framing. */
    static byte[] sync(@Nullable String address, int step, byte[] bytes) {
        return message(address, SYNC).writeVarUint(step).writeBytes(bytes).toBytes();
    }

    /** The head of a message. */
    static Lib0Writer message(@Nullable String address, long type) {
        var out = new Lib0Writer();
        if (address != null) {
            out.writeString(address);
        }
        return out.writeVarUint(type);
    }
}
