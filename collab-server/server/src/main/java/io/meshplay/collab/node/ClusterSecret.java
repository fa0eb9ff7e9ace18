package io.meshplay.collab.node;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What all nodes of a cluster know and nobody else: requests between nodes carry a MAC under it, never the secret itself. */
public final class ClusterSecret {
    /** Fewest characters of a secret. */
    public static final int CHARACTERS_MIN = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final HexFormat HEX = HexFormat.of();

    private final SecretKeySpec key;

    /** Takes the secret's text; surrounding white space does not count. Fails if it is too short. */
    public ClusterSecret(String text) {
        String tidy = text.strip();
        if (tidy.length() < CHARACTERS_MIN) {
            throw new IllegalArgumentException("the cluster secret has " + tidy.length()
                    + " characters, must have at least " + CHARACTERS_MIN + ": make one with openssl rand -hex 32");
        }
        this.key = new SecretKeySpec(tidy.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** {@return what tells two secrets apart and betrays neither} */
    public String fingerprint() {
        return HEX.formatHex(mac("meshplay cluster fingerprint")).substring(0, 16);
    }

    String sign(String text) {
        return HEX.formatHex(mac(text));
    }

    /** Compares in a time that does not depend on where the two differ. */
    boolean signed(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "ClusterSecret " + fingerprint();
    }
}
