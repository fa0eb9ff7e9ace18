package io.meshplay.collab.designs;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Makes and recognises ids: 16 random bytes in base64url, so 22 characters that no one guesses. */
public final class DesignIds {
    private static final int ID_BYTES = 16;
    private static final int TOKEN_BYTES = 32;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private DesignIds() {}

    /** {@return whether the text has the form of an id; any other text names no design} */
    public static boolean valid(String text) {
        return ID.matcher(text).matches();
    }

    static String next(SecureRandom random) {
        return random(random, ID_BYTES);
    }

    static String nextToken(SecureRandom random) {
        return random(random, TOKEN_BYTES);
    }

    private static String random(SecureRandom random, int bytes) {
        var buffer = new byte[bytes];
        random.nextBytes(buffer);
        return BASE64.encodeToString(buffer);
    }
}
