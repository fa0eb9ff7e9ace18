package io.meshplay.collab.designs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as it is stored and told: of tokens, of contents. */
public final class Hashes {
    private Hashes() {}

    /** {@return {@code sha256:} and the digits: how a content is named} */
    public static String sha256Name(byte[] bytes) {
        return "sha256:" + sha256(bytes);
    }

    /** {@return 64 lower-case hexadecimal digits} */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
