package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an awareness message: what clients say about themselves.
 *
 * @param entries one per client, in the order of the message
 */
public record AwarenessUpdate(List<Entry> entries) {
    /** Largest message, in bytes. */
    public static final int MESSAGE_BYTES_MAX = 64 << 10;

    /** Largest JSON of one client, in bytes. */
    public static final int ENTRY_BYTES_MAX = 8 << 10;

    /** Deepest nesting of that JSON, in arrays and objects. */
    public static final int DEPTH_MAX = 16;

    private static final int ENTRY_BYTES_MIN = 3;

    /** Keeps a copy of the list. */
    public AwarenessUpdate {
        entries = List.copyOf(entries);
    }

    /**
     * What one client says.
     *
     * @param clientId at most 2^32 - 1
     * @param clock grows with each change of this client
     * @param json its state, null when the client is gone
     */
    public record Entry(long clientId, long clock, @Nullable String json) {}

    /** Reads and checks a payload. */
    public static AwarenessUpdate decode(byte[] bytes) throws MalformedException {
        if (bytes.length > MESSAGE_BYTES_MAX) {
            throw new RefusedException(new Refusal.TooLarge("awarenessBytes", bytes.length, MESSAGE_BYTES_MAX));
        }
        Lib0Reader reader = new Lib0Reader(bytes);
        int count = reader.readCount(ENTRY_BYTES_MIN);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(reader));
        }
        reader.expectEnd();
        return new AwarenessUpdate(entries);
    }

    private static Entry entry(Lib0Reader reader) throws MalformedException {
        long client = reader.readVarUint(UpdateDecoder.CLIENT_MAX);
        long clock = reader.readVarUint();
        int start = reader.offset();
        int length = reader.readCount(1);
        if (length > ENTRY_BYTES_MAX) {
            throw new RefusedException(new Refusal.TooLarge("awarenessEntryBytes", length, ENTRY_BYTES_MAX));
        }
        reader.seek(start);
        reader.skipJson(DEPTH_MAX);
        reader.seek(start);
        String json = reader.readString();
        return new Entry(client, clock, json.strip().equals("null") ? null : json);
    }

    /** The payload again. */
    public byte[] encode() {
        Lib0Writer writer = new Lib0Writer(16 + entries.size() * 64);
        writer.writeVarUint(entries.size());
        for (Entry entry : entries) {
            String json = entry.json();
            writer.writeVarUint(entry.clientId()).writeVarUint(entry.clock());
            writer.writeBytes((json == null ? "null" : json).getBytes(StandardCharsets.UTF_8));
        }
        return writer.toBytes();
    }
}
