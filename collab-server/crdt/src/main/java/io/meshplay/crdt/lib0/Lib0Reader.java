package io.meshplay.crdt.lib0;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A strict reader of lib0 values over a slice of bytes: what an honest encoder never writes is malformed.
 *
 * <p>Nothing is allocated from a declared length before that length was compared with the bytes that are left. Not thread-safe;
 * keeps a reference to the bytes and changes none.
 */
public final class Lib0Reader {
    /** Largest integer that JavaScript holds exactly, 2^53 - 1. */
    public static final long SAFE_INTEGER_MAX = (1L << 53) - 1;

    /** The fault of JSON with an escaped half of a pair of surrogates, which JavaScript writes and other parsers refuse. */
    public static final String LONE_SURROGATE = JsonScanner.LONE_SURROGATE;

    /** The fault of an object with a key that sets the prototype where JavaScript reads it: bytes there break every later encoding. */
    public static final String PROTOTYPE_KEY = "an object with the key __proto__";

    /** The fault of a BigInt that a plain number can hold, which native code writes as such. */
    public static final String SMALL_BIG_INT = "a BigInt that a plain number can hold";

    private static final byte[] PROTOTYPE = "__proto__".getBytes(StandardCharsets.US_ASCII);

    private static final int VARINT_BYTES_MAX = 10;

    private final byte[] bytes;
    private final int limit;
    private int at;

    /** Reads all of {@code bytes}. */
    public Lib0Reader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /**
     * Reads a slice.
     *
     * @param from first byte, inclusive
     * @param to end, exclusive
     */
    public Lib0Reader(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        this.bytes = bytes;
        this.at = from;
        this.limit = to;
    }

    /** Offset of the next byte in the array that was given. */
    public int offset() {
        return at;
    }

    /** Continues at another place of the same slice. */
    public void seek(int offset) {
        Objects.checkFromToIndex(offset, limit, bytes.length);
        at = offset;
    }

    /** Bytes that are left. */
    public int remaining() {
        return limit - at;
    }

    /** Refuses bytes behind the last value. */
    public void expectEnd() throws MalformedException {
        if (at != limit) {
            throw malformed("trailing bytes");
        }
    }

    /** One byte, 0 to 255. */
    public int readByte() throws MalformedException {
        if (at >= limit) {
            throw malformed("the data ends early");
        }
        return bytes[at++] & 0xff;
    }

    /** A variable-length unsigned integer up to 2^53 - 1 in its shortest form. */
    public long readVarUint() throws MalformedException {
        return readVarUint(SAFE_INTEGER_MAX);
    }

    /**
     * A variable-length unsigned integer in its shortest form; lib0 itself would take longer ones, but writes none.
     *
     * @param max largest value allowed, at most 2^53 - 1
     */
    public long readVarUint(long max) throws MalformedException {
        int start = at;
        long value = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            int b = readByte();
            long part = b & 0x7f;
            if (i * 7 > 53 && part != 0) {
                throw new MalformedException(start, "an integer above its limit");
            }
            value |= i * 7 > 53 ? 0 : part << (i * 7);
            if (b < 0x80) {
                if (i > 0 && b == 0) {
                    throw new MalformedException(start, "an integer longer than needed");
                }
                if (value > max) {
                    throw new MalformedException(start, "an integer above its limit");
                }
                return value;
            }
        }
        throw new MalformedException(start, "an integer of more than 10 bytes");
    }

    /**
     * A variable-length signed integer in its shortest form, magnitude up to 2^53 - 1 (so a negative zero is lost;
     * {@link #skipAny} keeps it).
     */
    public long readVarInt() throws MalformedException {
        int start = at;
        int first = readByte();
        boolean negative = (first & 0x40) != 0;
        long value = first & 0x3f;
        int shift = 6;
        int b = first;
        while (b >= 0x80) {
            if (at - start >= VARINT_BYTES_MAX) {
                throw new MalformedException(start, "an integer of more than 10 bytes");
            }
            b = readByte();
            long part = b & 0x7f;
            if (shift > 53 && part != 0) {
                throw new MalformedException(start, "an integer above its limit");
            }
            value |= shift > 53 ? 0 : part << shift;
            shift += 7;
        }
        if (b == 0 && at - start > 1) {
            throw new MalformedException(start, "an integer longer than needed");
        }
        if (value > SAFE_INTEGER_MAX) {
            throw new MalformedException(start, "an integer above its limit");
        }
        return negative ? -value : value;
    }

    /**
     * A count of things that each take at least {@code bytesMin} bytes: refused when they cannot be there.
     *
     * @param bytesMin smallest encoding of one thing, in bytes, at least 1
     */
    public int readCount(int bytesMin) throws MalformedException {
        int start = at;
        long count = readVarUint();
        if (count > (limit - at) / bytesMin) {
            throw new MalformedException(start, "a count above what the data can hold");
        }
        return (int) count;
    }

    /** Skips {@code count} bytes. */
    public void skip(int count) throws MalformedException {
        if (count < 0 || count > limit - at) {
            throw malformed("a length beyond the end");
        }
        at += count;
    }

    /** Skips a length-prefixed byte array and returns its length. */
    public int skipBytes() throws MalformedException {
        int length = readCount(1);
        at += length;
        return length;
    }

    /** Reads a length-prefixed byte array as a copy. */
    public byte[] readBytes() throws MalformedException {
        int length = skipBytes();
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Skips a string after checking its UTF-8 and returns its length in UTF-16 units. */
    public int skipString() throws MalformedException {
        int length = readCount(1);
        int units = Utf8.units(bytes, at, at + length);
        at += length;
        return units;
    }

    /** Reads a string after checking its UTF-8. */
    public String readString() throws MalformedException {
        int length = readCount(1);
        int units = Utf8.units(bytes, at, at + length);
        at += length;
        // All units are single bytes: the cheaper charset gives the same string.
        return new String(
                bytes, at - length, length, units == length ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    /** Skips one Any value, nested to at most {@code depthMax} arrays and objects. */
    public void skipAny(int depthMax) throws MalformedException {
        int start = at;
        switch (readByte()) {
            case 127, 126, 121, 120 -> {}
            case 125 -> readVarInt();
            case 124 -> skip(4);
            case 123 -> skip(8);
            case 122 -> skipBigInt(start);
            case 119 -> skipString();
            case 118 -> skipObject(start, depthMax);
            case 117 -> skipArray(start, depthMax);
            case 116 -> skipBytes();
            default -> throw new MalformedException(start, "an unknown kind of value");
        }
    }

    private void skipObject(int start, int depthMax) throws MalformedException {
        requireDepth(start, depthMax);
        int count = readCount(2);
        for (int i = 0; i < count; i++) {
            int key = at;
            skipString();
            if (Arrays.equals(bytes, Math.max(key, at - PROTOTYPE.length), at, PROTOTYPE, 0, PROTOTYPE.length)
                    && at - key == PROTOTYPE.length + 1) {
                throw new MalformedException(key, PROTOTYPE_KEY);
            }
            skipAny(depthMax - 1);
        }
    }

    private void skipBigInt(int start) throws MalformedException {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | readByte();
        }
        // What native code writes as a plain number into each state.
        if ((long) (double) value == value || (long) (float) value == value) {
            throw new MalformedException(start, SMALL_BIG_INT);
        }
    }

    private void skipArray(int start, int depthMax) throws MalformedException {
        requireDepth(start, depthMax);
        int count = readCount(1);
        for (int i = 0; i < count; i++) {
            skipAny(depthMax - 1);
        }
    }

    private static void requireDepth(int start, int depthLeft) throws MalformedException {
        if (depthLeft <= 0) {
            throw new MalformedException(start, "a value nested too deep");
        }
    }

    /** Skips a string that holds one JSON value, nested to at most {@code depthMax} arrays and objects. */
    public void skipJson(int depthMax) throws MalformedException {
        int length = readCount(1);
        Utf8.units(bytes, at, at + length);
        JsonScanner.check(bytes, at, at + length, depthMax);
        at += length;
    }

    /** The fault at the next byte. */
    public MalformedException malformed(String what) {
        return new MalformedException(at, what);
    }
}
