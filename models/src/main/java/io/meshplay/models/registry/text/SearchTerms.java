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
    private final Map<String, Integer> wordNumbers = new HashMap<>();
    private final List<Word> words = new ArrayList<>();
    private int[] byItem = new int[64];
    private int items;

    /** A word with its letters. */
    private record Word(String text, long letters) {}

    /** Adds the text of the next item. */
    public void add(String text) {
        Integer known = numbers.get(text);
        if (known == null) {
            known = terms.size();
            numbers.put(text, known);
            terms.add(SearchTerm.of(text, this::word));
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
            words.add(new Word(text, Typed.letters(text)));
        }
        return known;
    }

    /** {@return how well each text is what was typed; 0 for not at all} */
    public int[] scores(Typed typed) {
        byte[] fits = new byte[words.size()];
        for (int i = 0; i < fits.length; i++) {
            Word word = words.get(i);
            if ((typed.letters() & ~word.letters) == 0 && word.text.startsWith(typed.text())) {
                fits[i] = word.text.length() == typed.length() ? EQUAL : BEGINS;
            }
        }
        int[] scores = new int[terms.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = terms.get(i).score(typed, fits);
        }
        return scores;
    }

    /** {@return how well each text is what was meant, if it was mistyped; 0 when there are too many mistakes} */
    public int[] mistakenScores(Typed typed) {
        int[] scores = new int[terms.size()];
        if (typed.length() < TYPED_LETTERS_MIN) {
            return scores;
        }
        int most = Math.min(typed.mistakesMost(), 3);
        byte[] mistakes = new byte[words.size()];
        for (int i = 0; i < mistakes.length; i++) {
            Word word = words.get(i);
            boolean near = word.text.length() > TYPED_LETTERS_MIN
                    && Long.bitCount(typed.letters() ^ word.letters) <= 2 * (most - 1);
            mistakes[i] = (byte) (near ? typed.mistakes(word.text, word.text.length(), most) : most);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = terms.get(i).mistakenScore(typed, mistakes);
        }
        return scores;
    }

    /** {@return the score of an item, of the scores of the texts} */
    public int of(int[] scores, int item) {
        return scores[byItem[item]];
    }
}
