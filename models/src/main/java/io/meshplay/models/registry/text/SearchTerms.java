package io.meshplay.models.registry.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that searches go by: what many items share is kept, and compared, once; so are the words of the texts. Built by one
 * thread; any thread afterwards.
 */
public final class SearchTerms {
    static final byte EQUAL = 2;
    static final byte BEGINS = 1;

    private static final int TYPED_LETTERS_MIN = 3;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<SearchTerm> terms = new ArrayList<>();
    private final Letters termLetters = new Letters();
    private final Map<String, Integer> wordNumbers = new HashMap<>();
    private final List<String> words = new ArrayList<>();
    private final Letters wordLetters = new Letters();
    private final List<List<Integer>> termsOfWord = new ArrayList<>();
    private int[] byItem = new int[64];
    private int items;

    /** Letters and length of many texts, side by side: most texts are told apart by these, without being looked at. */
    private static final class Letters {
        private long[] bits = new long[64];
        private int[] lengths = new int[64];
        private int count;

        private void add(String text) {
            if (count == bits.length) {
                bits = Arrays.copyOf(bits, count * 2);
                lengths = Arrays.copyOf(lengths, count * 2);
            }
            bits[count] = Typed.letters(text);
            lengths[count++] = text.length();
        }

        /** {@return whether a text may hold what was typed} */
        private boolean holds(int i, Typed typed) {
            return (typed.letters() & ~bits[i]) == 0;
        }

        /** {@return whether what was typed may be the plural of a text} */
        private boolean plural(int i, Typed typed) {
            int more = typed.length() - lengths[i];
            return (more == 1 || more == 2) && (bits[i] & ~typed.letters()) == 0;
        }

        /** {@return whether so few mistakes may make one of the other: each changes two letters at most} */
        private boolean near(int i, Typed typed, int most) {
            return Long.bitCount(typed.letters() ^ bits[i]) <= 2 * (most - 1);
        }

        /** {@return whether a text may begin with what was meant} */
        private boolean begins(int i, Typed typed, int most) {
            return lengths[i] > typed.length() && Long.bitCount(typed.letters() & ~bits[i]) < most - 1;
        }
    }

    /** Adds the text of the next item. */
    public void add(String text) {
        Integer known = numbers.get(text);
        if (known == null) {
            known = terms.size();
            numbers.put(text, known);
            SearchTerm term = SearchTerm.of(text, this::word);
            terms.add(term);
            termLetters.add(term.joined());
            for (int word : term.words()) {
                termsOfWord.get(word).add(known);
            }
        }
        if (items == byItem.length) {
            byItem = Arrays.copyOf(byItem, items * 2);
        }
        byItem[items++] = known;
    }

    private int word(String text) {
        Integer known = wordNumbers.get(text);
        if (known == null) {
            known = words.size();
            wordNumbers.put(text, known);
            words.add(text);
            wordLetters.add(text);
            termsOfWord.add(new ArrayList<>());
        }
        return known;
    }

    /** {@return how well each text is what was typed; 0 for not at all} */
    public int[] scores(Typed typed) {
        byte[] fits = new byte[words.size()];
        for (int i = 0; i < fits.length; i++) {
            if (wordLetters.holds(i, typed) && words.get(i).startsWith(typed.text())) {
                fits[i] = words.get(i).length() == typed.length() ? EQUAL : BEGINS;
            }
        }
        int[] scores = new int[terms.size()];
        for (int i = 0; i < scores.length; i++) {
            if (termLetters.holds(i, typed) || termLetters.plural(i, typed)) {
                scores[i] = terms.get(i).score(typed, fits);
            }
        }
        return scores;
    }

    /** {@return how well each text is what was meant, if it was mistyped; 0 when there are too many mistakes} */
    public int[] mistakenScores(Typed typed) {
        int[] scores = new int[terms.size()];
        if (typed.length() < TYPED_LETTERS_MIN) {
            return scores;
        }
        int most = typed.mistakesMost();
        byte[] mistakes = new byte[words.size()];
        boolean[] worded = new boolean[scores.length];
        mistakes(typed, Math.min(most, 3), mistakes, worded);
        for (int i = 0; i < scores.length; i++) {
            if (worded[i] || termLetters.near(i, typed, most) || termLetters.begins(i, typed, most)) {
                scores[i] = terms.get(i).mistakenScore(typed, mistakes);
            }
        }
        return scores;
    }

    /** Counts the mistakes in each word, up to a bound, and marks the texts with a word below it. */
    private void mistakes(Typed typed, int most, byte[] mistakes, boolean[] worded) {
        for (int i = 0; i < mistakes.length; i++) {
            boolean near = wordLetters.lengths[i] > TYPED_LETTERS_MIN && wordLetters.near(i, typed, most);
            mistakes[i] = (byte) (near ? typed.mistakes(words.get(i), wordLetters.lengths[i], most) : most);
            if (mistakes[i] < most) {
                termsOfWord.get(i).forEach(term -> worded[term] = true);
            }
        }
    }

    /** {@return the score of an item, of the scores of the texts} */
    public int of(int[] scores, int item) {
        return scores[byItem[item]];
    }
}
