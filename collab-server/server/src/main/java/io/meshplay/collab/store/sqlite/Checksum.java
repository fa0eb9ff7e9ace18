package io.meshplay.collab.store.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** CRC-32C over a stored row: over what names it too, so that a payload under a wrong name is found. */
final class Checksum {
    private final CRC32C crc = new CRC32C();

    Checksum text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Checksum number(long number) {
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return this;
    }

    /** The length goes first: {@code ab, c} and {@code a, bc} differ. */
    Checksum bytes(byte[] bytes) {
        number(bytes.length);
        crc.update(bytes);
        return this;
    }

    long value() {
        return crc.getValue();
    }
}
