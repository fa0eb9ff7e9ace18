package io.meshplay.models.registry.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** A text that searches go by, in the forms in which people type it. Its words are numbers: many texts share them. */
final class SearchTerm {
    private static final Pattern HUMPS =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^\\p{L}\\p{N}]+");
    private static final Pattern NO_CAPITALS = Pattern.compile("[^A-Z]");
    private static final int EXACT = 1_000;
    private static final int WORD = 640;
    private static final int LENGTH_MAX = 60;

    private final String joined;
    private final int[] words;
    private final String initials;
    private final String humps;
    private final long letters;
    private final int shorter;

    private SearchTerm(String joined, int[] words, String initials, String humps) {
        this.joined = joined;
        this.words = words;
        this.initials = initials;
        this.humps = humps;
        this.letters = Typed.letters(joined);
        this.shorter = Math.min(LENGTH_MAX, joined.length());
    }

    static SearchTerm of(String text, ToIntFunction<String> numbers) {
        List<String> words = new ArrayList<>();
        var initials = new StringBuilder();
        for (String word : HUMPS.split(text, -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
                initials.append(word.charAt(0));
            }
        }
        return new SearchTerm(
                String.join("", words),
                words.stream().mapToInt(numbers).toArray(),
                initials.toString().toLowerCase(Locale.ROOT),
                NO_CAPITALS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT));
    }

    /** {@return all its words as one} */
    String joined() {
        return joined;
    }

    /** {@return the numbers of its words; not to be changed} */
    int[] words() {
        return words;
    }

    /**
     * Scores what was typed as it stands.
     *
     * @param fits of each word, how it fits: {@link SearchTerms#EQUAL}, {@link SearchTerms#BEGINS} or neither
     * @return 0 for not at all
     */
    int score(Typed typed, byte[] fits) {
        String text = typed.text();
        if (plural(text)) {
            return 880;
        }
        if ((typed.letters() & ~letters) != 0) {
            return 0;
        }
        if (joined.equals(text)) {
            return EXACT;
        }
        if (text.length() > 1 && (initials.equals(text) || humps.equals(text))) {
            return 900;
        }
        if (joined.startsWith(text)) {
            return 820 - shorter;
        }
        int best = word(fits);
        if (best > 0) {
            return best - shorter;
        }
        if (text.length() > 2 && joined.contains(text)) {
            return 460 - shorter;
        }
        return text.length() > 2 && (initials.startsWith(text) || humps.startsWith(text)) ? 420 - shorter : 0;
    }

    private int word(byte[] fits) {
        int best = 0;
        for (int i = 0; i < words.length; i++) {
            int fit = fits[words[i]];
            if (fit == SearchTerms.EQUAL) {
                best = Math.max(best, WORD + (i == words.length - 1 ? 60 : 40));
            } else if (fit == SearchTerms.BEGINS) {
                best = Math.max(best, WORD - 40);
            }
        }
        return best;
    }

    private boolean plural(String typed) {
        int more = typed.length() - joined.length();
        return (more == 1 || more == 2) && typed.endsWith(more == 1 ? "s" : "es") && typed.startsWith(joined);
    }

    /**
     * Scores a text in which letters were mistaken. One mistake changes at most one letter for another, so texts that differ
     * in many letters are told apart without counting mistakes.
     *
     * @param mistakes in each word
     * @return 0 when there are too many mistakes
     */
    int mistakenScore(Typed typed, byte[] mistakes) {
        int most = typed.mistakesMost();
        int best = 0;
        boolean near = Long.bitCount(typed.letters() ^ letters) <= 2 * (most - 1);
        int whole = near ? typed.mistakes(joined, joined.length(), most) : most;
        if (whole < most) {
            best = 720 - 110 * whole;
        } else if (typed.length() > 4
                && joined.length() > typed.length()
                && Long.bitCount(typed.letters() & ~letters) < most - 1) {
            int start = typed.mistakes(joined, typed.length(), most - 1);
            best = start < most - 1 ? 560 - 110 * start - shorter : 0;
        }
        int mostInWord = Math.min(most, 3);
        for (int i = 0; i < words.length && words.length > 1; i++) {
            int distance = mistakes[words[i]];
            best = Math.max(best, distance < mostInWord ? 500 - 110 * distance - shorter : 0);
        }
        return best;
    }
}
