package io.meshplay.models.registry;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a content, which is its name.
 *
 * @param a bytes 0 to 7
 * @param b bytes 8 to 15
 * @param c bytes 16 to 23
 * @param d bytes 24 to 31
 */
public record Digest(long a, long b, long c, long d) {
    static final int BYTES = 32;

    static Digest of(byte[] content) {
        try {
            return read(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static Digest read(ByteBuffer bytes) {
        return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    void write(ByteBuffer into) {
        into.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    /**
     * Reads 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException when they are something else
     */
    public static Digest parse(String hex) {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest is 64 hexadecimal digits");
        }
        return new Digest(part(hex, 0), part(hex, 16), part(hex, 32), part(hex, 48));
    }

    private static long part(String hex, int from) {
        return Long.parseUnsignedLong(hex, from, from + 16, 16);
    }

    /** {@return 64 hexadecimal digits} */
    public String hex() {
        return "%016x%016x%016x%016x".formatted(a, b, c, d);
    }

    @Override
    public String toString() {
        return hex();
    }
}
