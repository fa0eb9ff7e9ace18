package io.meshplay.collab.api;

import io.meshplay.collab.designs.DesignNames;

/** Text of the caller, fit to be repeated to the caller: short, in one line, without control characters. */
final class Quoted {
    private Quoted() {}

    static String shortened(String text, ApiLimits limits) {
        String line = line(text);
        int most = limits.quotedCharsMax();
        return line.length() <= most ? line : line.substring(0, most) + "…";
    }

    static String line(String text) {
        var kept = new StringBuilder();
        text.codePoints()
                .map(codePoint -> DesignNames.refused(codePoint) ? '\uFFFD' : codePoint)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
