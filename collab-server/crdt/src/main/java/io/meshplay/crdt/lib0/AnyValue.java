package io.meshplay.crdt.lib0;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares checked Any values by meaning: replicas may write the keys of an object in another order and a number in another width.
 */
public final class AnyValue {
    private AnyValue() {}

    /** One value of a kind that Java has no type for. */
    private record Tagged(int kind, @Nullable Object value) {}

    /** Whether two slices hold equal sequences of Any values. */
    public static boolean sameValues(byte[] left, int leftFrom, int leftTo, byte[] right, int rightFrom, int rightTo) {
        return read(new Lib0Reader(left, leftFrom, leftTo), false)
                .equals(read(new Lib0Reader(right, rightFrom, rightTo), false));
    }

    /** The same for contents of one struct; only that of a subdocument, a string and an Any value, is read by meaning. */
    public static boolean sameContent(
            boolean subdocument, byte[] left, int leftFrom, int leftTo, byte[] right, int rightFrom, int rightTo) {
        return subdocument
                && read(new Lib0Reader(left, leftFrom, leftTo), true)
                        .equals(read(new Lib0Reader(right, rightFrom, rightTo), true));
    }

    private static List<@Nullable Object> read(Lib0Reader reader, boolean stringFirst) {
        List<@Nullable Object> values = new ArrayList<>();
        try {
            if (stringFirst) {
                values.add(reader.readString());
            }
            while (reader.remaining() > 0) {
                values.add(value(reader));
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("checked content does not read", e);
        }
        return values;
    }

    private static @Nullable Object value(Lib0Reader reader) throws MalformedException {
        int start = reader.offset();
        int kind = reader.readByte();
        return switch (kind) {
            case 125 -> {
                boolean negative = (reader.readByte() & 0x40) != 0;
                reader.seek(start + 1);
                double magnitude = Math.abs(reader.readVarInt());
                yield negative ? -magnitude : magnitude;
            }
            case 124 -> (double) Float.intBitsToFloat((int) bits(reader, 4));
            case 123 -> Double.longBitsToDouble(bits(reader, 8));
            case 122 -> bits(reader, 8);
            case 119 -> reader.readString();
            case 118 -> object(reader);
            case 117 -> array(reader);
            case 116 -> new Tagged(kind, Arrays.toString(reader.readBytes()));
            default -> new Tagged(kind, null);
        };
    }

    private static long bits(Lib0Reader reader, int bytes) throws MalformedException {
        long bits = 0;
        for (int i = 0; i < bytes; i++) {
            bits = bits << 8 | reader.readByte();
        }
        return bits;
    }

    private static Map<String, @Nullable Object> object(Lib0Reader reader) throws MalformedException {
        int count = reader.readCount(2);
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String key = reader.readString();
            values.put(key, value(reader));
        }
        return values;
    }

    private static List<@Nullable Object> array(Lib0Reader reader) throws MalformedException {
        int count = reader.readCount(1);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(reader));
        }
        return values;
    }
}
