package io.meshplay.collab.designs;

import java.text.Normalizer;

/** What a design may be called: REST refuses other names, a live document's name is tidied for the list. */
public final class DesignNames {
    private static final int CHARS_MAX = DesignsLimits.DEFAULTS.nameCharsMax();

    private DesignNames() {}

    /** {@return the text in NFC and without white space around it} */
    public static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    /** {@return whether a character has no place in one line of text: controls, line breaks, text direction overrides, lone surrogates} */
    public static boolean refused(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            // Embeddings and overrides make a name read as another; joiners (also of emoji) stay.
            case Character.FORMAT ->
                (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
            default -> false;
        };
    }

    /** Makes a name of any text that a live document holds; empty if nothing is left. */
    static String tidy(String text) {
        // Cut first: a hostile document's name can be megabytes. Normalising may lengthen it, so cut again.
        String start = text.substring(0, Math.min(text.length(), 4 * CHARS_MAX));
        var kept = new StringBuilder();
        normal(start).codePoints().filter(codePoint -> !refused(codePoint)).forEach(codePoint -> {
            if (kept.length() + Character.charCount(codePoint) <= CHARS_MAX) {
                kept.appendCodePoint(codePoint);
            }
        });
        return kept.toString().strip();
    }
}
