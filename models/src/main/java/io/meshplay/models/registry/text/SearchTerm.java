package io.meshplay.models.registry.text;

import io.meshplay.models.schema.EditDistance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A text that searches go by, in the forms in which people type it. */
public final class SearchTerm {
    private static final Pattern HUMPS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^\\p{L}\\p{N}]+");
    private static final int EXACT = 1_000;
    private static final int WORD = 640;
    private static final int LENGTH_MAX = 60;

    private final String joined;
    private final List<String> words;
    private final String initials;
    private final String humps;
    private final long letters;
    private final long[] lettersOfWords;

    private SearchTerm(String joined, List<String> words, String initials, String humps) {
        this.joined = joined;
        this.words = words;
        this.initials = initials;
        this.humps = humps;
        this.letters = letters(joined);
        this.lettersOfWords = words.stream().mapToLong(SearchTerm::letters).toArray();
    }

    /** {@return a text as people type it} */
    public static SearchTerm of(String text) {
        List<String> words = new ArrayList<>();
        var initials = new StringBuilder();
        for (String word : HUMPS.split(text, -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
                initials.append(word.charAt(0));
            }
        }
        String humps = text.replaceAll("[^A-Z]", "").toLowerCase(Locale.ROOT);
        return new SearchTerm(
                String.join("", words), List.copyOf(words), initials.toString().toLowerCase(Locale.ROOT), humps);
    }

    /** {@return a bit for each letter and digit of a text, one for all other characters} */
    public static long letters(String text) {
        long bits = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
            bits |= 1L << (plain ? Character.digit(letter, 36) : 36);
        }
        return bits;
    }

    /** {@return how well this is what somebody typed, in small letters without blanks; 0 for not at all} */
    public int score(String typed, long typedLetters) {
        if (plural(typed)) {
            return 880;
        }
        if ((typedLetters & ~letters) != 0) {
            return 0;
        }
        int shorter = Math.min(LENGTH_MAX, joined.length());
        if (joined.equals(typed)) {
            return EXACT;
        }
        if (typed.length() > 1 && (initials.equals(typed) || humps.equals(typed))) {
            return 900;
        }
        if (joined.startsWith(typed)) {
            return 820 - shorter;
        }
        int best = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals(typed)) {
                best = Math.max(best, WORD + (i == words.size() - 1 ? 60 : 40));
            } else if (word.startsWith(typed)) {
                best = Math.max(best, WORD - 40);
            }
        }
        if (best > 0) {
            return best - shorter;
        }
        if (typed.length() > 2 && joined.contains(typed)) {
            return 460 - shorter;
        }
        return typed.length() > 2 && (initials.startsWith(typed) || humps.startsWith(typed)) ? 420 - shorter : 0;
    }

    private boolean plural(String typed) {
        int more = typed.length() - joined.length();
        String end = more == 1 ? "s" : "es";
        return (more == 1 || more == 2) && typed.endsWith(end) && typed.startsWith(joined);
    }

    /**
     * Scores a text in which letters were mistaken. One mistake changes at most one letter for another, so texts that differ
     * in many letters are told apart without counting mistakes.
     *
     * @return 0 when there are too many mistakes
     */
    public int mistakenScore(String typed, long typedLetters) {
        if (typed.length() < 3) {
            return 0;
        }
        int most = typed.length() < 5 ? 2 : typed.length() < 9 ? 3 : 4;
        int best = 0;
        boolean near = Long.bitCount(typedLetters ^ letters) <= 2 * (most - 1);
        int whole = near ? EditDistance.between(typed, joined, most) : most;
        if (whole < most) {
            best = 720 - 110 * whole;
        } else if (typed.length() > 4
                && joined.length() > typed.length()
                && Long.bitCount(typedLetters & ~letters) < most - 1) {
            int start = EditDistance.between(typed, joined.substring(0, typed.length()), most - 1);
            best = start < most - 1 ? 560 - 110 * start - Math.min(LENGTH_MAX, joined.length()) : 0;
        }
        int mostInWord = Math.min(most, 3);
        for (int i = 0; i < words.size() && words.size() > 1; i++) {
            String word = words.get(i);
            if (word.length() > 3 && Long.bitCount(typedLetters ^ lettersOfWords[i]) <= 2 * (mostInWord - 1)) {
                int distance = EditDistance.between(typed, word, mostInWord);
                best = Math.max(best, distance < mostInWord ? 500 - 110 * distance - shorter() : 0);
            }
        }
        return best;
    }

    private int shorter() {
        return Math.min(LENGTH_MAX, joined.length());
    }
}
