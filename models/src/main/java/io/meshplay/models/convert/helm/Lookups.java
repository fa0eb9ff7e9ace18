package io.meshplay.models.convert.helm;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Makes {@code lookup} in templates find nothing, as it does in Helm's own template command: helm-java's would ask whatever
 * answers as a cluster. {@code omit (dict)} takes the same arguments, and gives an empty map.
 */
final class Lookups {
    /** In an action: a text or a remark, which stays, or the function. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*+\"|`[^`]*+`|/\\*.*?\\*/|(?<![\\w.$])(lookup)(?![\\w.])", Pattern.DOTALL);

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private Lookups() {}

    /** {@return a template without them} */
    static byte[] removed(byte[] template) {
        // Bytes as characters one by one: whatever they are, they come out as they went in.
        String text = new String(template, StandardCharsets.ISO_8859_1);
        if (!text.contains("lookup")) {
            return template;
        }
        var out = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int close = text.indexOf(CLOSE, open);
            int end = close < 0 ? text.length() : close;
            out.append(text, at, open).append(action(text.substring(open, end)));
            at = end;
        }
        return out.append(text.substring(at)).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String action(String action) {
        return TOKEN.matcher(action)
                .replaceAll(found -> found.group(1) == null
                        ? java.util.regex.Matcher.quoteReplacement(found.group())
                        : "omit (dict)");
    }
}
