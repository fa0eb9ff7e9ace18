package io.meshplay.collab.store;

import java.text.Normalizer;
import java.util.Locale;

/** The form in which stores compare and sort text when case does not matter: the same in every adapter. */
public final class TextFold {
    private TextFold() {}

    /**
     * Folds text: compatibility-normalised, full upper case, then lower case letter by letter. So {@code STRASSE} finds
     * {@code Straße}, and a final sigma equals every other sigma, which a lower-cased word would not give.
     *
     * @param text any text
     * @return the folded form, of a length of its own
     */
    public static String fold(String text) {
        String upper = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return upper.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
