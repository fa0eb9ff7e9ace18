package io.meshplay.collab.api;

import io.meshplay.collab.designs.DesignNames;

/** Text of the caller, fit to be repeated to the caller: short, in one line, without control characters. */
final class Quoted {
    private static final int CHARS_MAX = ApiLimits.DEFAULTS.quotedCharsMax();

    private Quoted() {}

    static String shortened(String text) {
        String line = line(text);
        return line.length() <= CHARS_MAX ? line : line.substring(0, CHARS_MAX) + "…";
    }

    static String line(String text) {
        var kept = new StringBuilder();
        text.codePoints()
                .map(codePoint -> DesignNames.refused(codePoint) ? '\uFFFD' : codePoint)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
