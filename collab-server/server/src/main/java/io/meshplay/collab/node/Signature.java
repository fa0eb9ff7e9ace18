package io.meshplay.collab.node;

import io.vertx.core.MultiMap;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request between nodes is signed over: method and address, whom it is for, when, a nonce, the body's hash, and the
 * share link's token, if any. It stands in headers of its own.
 *
 * @param method HTTP method
 * @param uri path and query as sent
 * @param target id of the node that is meant
 * @param time milliseconds since 1970
 * @param nonce random, used once
 * @param bodyHash SHA-256 in hex
 * @param token the share link's token, or empty
 */
record Signature(String method, String uri, String target, String time, String nonce, String bodyHash, String token) {
    static final String TIME = "Meshplay-Time";
    static final String NONCE = "Meshplay-Nonce";
    static final String BODY = "Meshplay-Body";
    static final String TOKEN = "Meshplay-Token";
    static final String MAC = "Meshplay-Signature";

    /** A line break in a field cannot shift the fields: none of them may hold one, and HTTP forbids it in all. */
    String text() {
        return String.join("\n", method, uri, target, time, nonce, bodyHash, token);
    }

    void addTo(MultiMap headers, ClusterSecret secret) {
        headers.set(TIME, time);
        headers.set(NONCE, nonce);
        headers.set(BODY, bodyHash);
        if (!token.isEmpty()) {
            headers.set(TOKEN, token);
        }
        headers.set(MAC, secret.sign(text()));
    }

    /** {@return the only value of a header, null if there is none or more than one} */
    static @Nullable String only(MultiMap headers, String name) {
        List<String> values = headers.getAll(name);
        return values.size() == 1 ? values.getFirst() : null;
    }

    static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
