package io.meshplay.collab.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** CRC-32C over what an adapter stores: over what names it too, so that a payload under a wrong name is found. */
public final class Checksum {
    private final CRC32C crc = new CRC32C();

    /** Adds text as UTF-8, its length first. */
    public Checksum text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds eight bytes. */
    public Checksum number(long number) {
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return this;
    }

    /** Adds bytes, their length first: {@code ab, c} and {@code a, bc} differ. */
    public Checksum bytes(byte[] bytes) {
        number(bytes.length);
        crc.update(bytes);
        return this;
    }

    /** {@return the checksum of all that was added, 32 bits} */
    public long value() {
        return crc.getValue();
    }
}
