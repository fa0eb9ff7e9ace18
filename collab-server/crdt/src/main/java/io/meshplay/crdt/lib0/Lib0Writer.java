package io.meshplay.crdt.lib0;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer that is written in the lib0 encoding. Not thread-safe. */
public final class Lib0Writer {
    private byte[] bytes;
    private int size;

    /** Starts empty with room for a small message. */
    public Lib0Writer() {
        this(64);
    }

    /** Starts empty with room for {@code capacity} bytes. */
    public Lib0Writer(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** Writes the lowest 8 bits. */
    public Lib0Writer writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** Writes a variable-length unsigned integer in its shortest form. */
    public Lib0Writer writeVarUint(long value) {
        assert value >= 0 : "negative " + value;
        reserve(10);
        long left = value;
        while (left > 0x7f) {
            bytes[size++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[size++] = (byte) left;
        return this;
    }

    /** Writes a variable-length signed integer as lib0's writeVarInt does. */
    public Lib0Writer writeVarInt(long value) {
        reserve(10);
        long left = Math.abs(value);
        bytes[size++] = (byte) ((left > 0x3f ? 0x80 : 0) | (value < 0 ? 0x40 : 0) | (left & 0x3f));
        left >>>= 6;
        while (left > 0) {
            bytes[size++] = (byte) ((left > 0x7f ? 0x80 : 0) | (left & 0x7f));
            left >>>= 7;
        }
        return this;
    }

    /** Writes bytes as they are. */
    public Lib0Writer writeRaw(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    /** Writes a length and then the bytes. */
    public Lib0Writer writeBytes(byte[] source) {
        writeVarUint(source.length);
        return writeRaw(source, 0, source.length);
    }

    /** Writes a string as its length in bytes and UTF-8. */
    public Lib0Writer writeString(String value) {
        return writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void reserve(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
