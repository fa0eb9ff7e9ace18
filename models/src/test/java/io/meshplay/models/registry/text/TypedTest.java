package io.meshplay.models.registry.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.schema.EditDistance;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Counting mistakes a bit each against counting them in a table. */
final class TypedTest {
    @Test
    @DisplayName("[SEARCH-1] mistakes counted by bits are those counted in a table, for 200,000 pairs of words")
    void countsAsTheTableDoes() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            String left = word(random, 1 + random.nextInt(i % 10 == 0 ? 64 : 12));
            String right = i % 3 == 0 ? word(random, random.nextInt(20)) : changed(left, random);
            int most = 1 + random.nextInt(70);

            int found = Typed.of(left).mistakes(right, right.length(), most);

            assertThat(found)
                    .as("%s and %s, at most %d", left, right, most)
                    .isEqualTo(EditDistance.between(left, right, most));
        }
    }

    @Test
    @DisplayName("[SEARCH-1] the beginning of a text is compared as if it were all of it")
    void comparesBeginnings() {
        assertThat(Typed.of("deplyo").mistakes("deployment", 6, 4)).isEqualTo(1);
        assertThat(Typed.of("x".repeat(65)).mistakes("x".repeat(65), 65, 3)).isEqualTo(3);
    }

    private static String word(SplittableRandom random, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append("abcdé1".charAt(random.nextInt(6)));
        }
        return word.toString();
    }

    private static String changed(String word, SplittableRandom random) {
        var changed = new StringBuilder(word);
        for (int left = random.nextInt(4); left > 0 && changed.length() > 1; left--) {
            int at = random.nextInt(changed.length() - 1);
            switch (random.nextInt(4)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, 'd');
                case 2 -> changed.setCharAt(at, 'a');
                default -> {
                    char first = changed.charAt(at);
                    changed.setCharAt(at, changed.charAt(at + 1));
                    changed.setCharAt(at + 1, first);
                }
            }
        }
        return changed.length() > 64 ? changed.substring(0, 64) : changed.toString();
    }
}
