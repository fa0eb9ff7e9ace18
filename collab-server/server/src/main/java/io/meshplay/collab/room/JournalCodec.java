package io.meshplay.collab.room;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;

/**
 * The payload of a journal entry, in lib0 terms:
 *
 * <pre>
 * uint8 1, varString epoch                                         the first entry of a design: its history line begins
 * uint8 2, varString owner, varUint n, n × varUint client id that is the owner's from here on, varBytes update
 * uint8 3                                                          a new owner's first entry: earlier owners write no more
 * </pre>
 */
final class JournalCodec {
    private static final int BIRTH = 1;
    private static final int UPDATE = 2;
    private static final int FENCE = 3;

    private JournalCodec() {}

    /** What an entry says. */
    sealed interface Payload {}

    /** The history line begins. {@code epoch}: its random id */
    record Birth(String epoch) implements Payload {}

    /** An update was accepted. {@code owner}: whose the claimed ids are {@code claimed}: client ids {@code update}: v1 */
    record Update(String owner, long[] claimed, byte[] update) implements Payload {}

    /** A new owner begins. */
    record Fence() implements Payload {}

    static byte[] encode(Payload payload) {
        Lib0Writer writer = new Lib0Writer();
        switch (payload) {
            case Birth birth -> writer.writeByte(BIRTH).writeString(birth.epoch());
            case Update update -> {
                writer.writeByte(UPDATE).writeString(update.owner()).writeVarUint(update.claimed().length);
                for (long id : update.claimed()) {
                    writer.writeVarUint(id);
                }
                writer.writeBytes(update.update());
            }
            case Fence _ -> writer.writeByte(FENCE);
        }
        return writer.toBytes();
    }

    static Payload decode(byte[] bytes) throws MalformedException {
        Lib0Reader reader = new Lib0Reader(bytes);
        int kind = reader.readByte();
        return switch (kind) {
            case BIRTH -> new Birth(reader.readString());
            case UPDATE -> {
                String owner = reader.readString();
                long[] claimed = ClientIds.readIds(reader);
                yield new Update(owner, claimed, reader.readBytes());
            }
            case FENCE -> new Fence();
            default -> throw new MalformedException(0, "journal payload kind " + kind + ", must be 1, 2 or 3");
        };
    }
}
