package io.meshplay.collab.sim;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;

/** What a client reads in a frame of the server, in either framing. */
sealed interface Heard {
    /** {@code update}: step 2 or a live update */
    record Content(byte[] update, boolean step2) implements Heard {}

    /** The server asks. */
    record Question(byte[] vector) implements Heard {}

    /** One message of ours is on disk, or refused. */
    record Status(boolean saved) implements Heard {}

    /** So many messages of ours are on disk. */
    record Durable(long acknowledged) implements Heard {}

    /** A refusal in words. */
    record Denied(String reason) implements Heard {}

    /** Nothing that matters here: presence, a note. */
    record Other() implements Heard {}

    /** Reads a whole WebSocket frame. {@code addressed}: Hocuspocus framing */
    static Heard read(byte[] frame, boolean addressed) {
        int length = frame[1] & 0x7f;
        int header = length < 126 ? 2 : length == 126 ? 4 : 10;
        try {
            Lib0Reader reader = new Lib0Reader(frame, header, frame.length);
            if (addressed && frame.length - header > 1) {
                reader.readString();
            }
            return body(reader);
        } catch (MalformedException e) {
            throw new IllegalStateException("the server says what nobody can read", e);
        }
    }

    private static Heard body(Lib0Reader reader) throws MalformedException {
        int type = (int) reader.readVarUint();
        return switch (type) {
            case 0, 4 -> sync(reader);
            case 8 -> new Status(reader.readVarUint() == 1);
            case 2 -> reader.readVarUint() == 0 ? new Denied(reader.readString()) : new Other();
            case 120 -> {
                reader.readVarUint();
                reader.readBytes();
                reader.readBytes();
                yield new Durable(reader.readVarUint());
            }
            default -> new Other();
        };
    }

    private static Heard sync(Lib0Reader reader) throws MalformedException {
        int step = (int) reader.readVarUint();
        byte[] bytes = reader.readBytes();
        return step == 0 ? new Question(bytes) : new Content(bytes, step == 1);
    }
}
