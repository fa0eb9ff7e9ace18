package io.meshplay.models.registry.text;

/**
 * One word that somebody typed, prepared to be compared with thousands of texts: small letters without blanks. Mistakes are
 * letters missing, added, changed, or two neighbours swapped; they are counted for all letters of the word at once, a bit
 * for each (Hyyrö 2003), so that a text costs a few operations for each of its letters.
 */
public final class Typed {
    private static final int LETTERS_MAX = 64;
    private static final int PLAIN = 128;

    private final String text;
    private final long letters;
    private final long[] places = new long[PLAIN];

    private Typed(String text) {
        this.text = text;
        this.letters = letters(text);
        for (int i = 0; i < Math.min(text.length(), LETTERS_MAX); i++) {
            if (text.charAt(i) < PLAIN) {
                places[text.charAt(i)] |= 1L << i;
            }
        }
    }

    /** {@return a word in small letters, prepared} */
    public static Typed of(String word) {
        return new Typed(word);
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    long letters() {
        return letters;
    }

    /** {@return a bit for each letter and digit of a text, one for all other characters} */
    static long letters(String text) {
        long bits = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            int bit = letter >= 'a' && letter <= 'z'
                    ? letter - 'a'
                    : letter >= '0' && letter <= '9' ? letter - '0' + 26 : 36;
            bits |= 1L << bit;
        }
        return bits;
    }

    /** {@return so many mistakes or more make it another word} */
    int mistakesMost() {
        return text.length() < 5 ? 2 : text.length() < 9 ? 3 : 4;
    }

    /** {@return how many mistakes make the word of the beginning of another, of so many letters; {@code most} or more when far} */
    int mistakes(String other, int length, int most) {
        int own = text.length();
        if (Math.abs(own - length) >= most || own > LETTERS_MAX || own == 0) {
            return most;
        }
        long last = 1L << (own - 1);
        long positive = -1;
        long negative = 0;
        long before = 0;
        long matchesBefore = 0;
        int distance = own;
        for (int i = 0; i < length; i++) {
            long matches = places(other.charAt(i));
            long swapped = ((~before & matches) << 1) & matchesBefore;
            before = (((matches & positive) + positive) ^ positive) | matches | negative | swapped;
            long more = negative | ~(before | positive);
            long less = before & positive;
            distance += (more & last) != 0 ? 1 : 0;
            distance -= (less & last) != 0 ? 1 : 0;
            if (distance - (length - 1 - i) >= most) {
                return most;
            }
            more = (more << 1) | 1;
            positive = (less << 1) | ~(before | more);
            negative = more & before;
            matchesBefore = matches;
        }
        return distance;
    }

    private long places(char letter) {
        if (letter < PLAIN) {
            return places[letter];
        }
        long bits = 0;
        for (int i = 0; i < Math.min(text.length(), LETTERS_MAX); i++) {
            bits |= text.charAt(i) == letter ? 1L << i : 0;
        }
        return bits;
    }
}
