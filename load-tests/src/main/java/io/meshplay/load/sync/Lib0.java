package io.meshplay.load.sync;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few lib0 forms that the bench speaks; a writer of its own, so that the server is not measured by itself. */
final class Lib0 {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);

    Lib0 octet(int value) {
        bytes.write(value);
        return this;
    }

    Lib0 varUint(long value) {
        var rest = value;
        while (rest > 0x7F) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    /** A non-negative integer in the signed form: six bits, then seven at a time. */
    Lib0 varInt(long value) {
        var rest = value >>> 6;
        bytes.write((int) (value & 0x3F) | (rest > 0 ? 0x80 : 0));
        if (rest > 0) {
            varUint(rest);
        }
        return this;
    }

    Lib0 string(String text) {
        return buffer(text.getBytes(StandardCharsets.UTF_8));
    }

    Lib0 buffer(byte[] content) {
        varUint(content.length);
        bytes.writeBytes(content);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
