package io.meshplay.models.registry;

import io.meshplay.models.registry.api.ServedKind;
import io.meshplay.models.registry.text.SearchTerms;
import io.meshplay.models.registry.text.Typed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds components by what people type: kinds, their words, CamelCase initials and short names, models, categories, with
 * typing errors; the kinds that every cluster has go first. Immutable. Any thread. A search takes time in proportion to the
 * different names, not to the components.
 */
public final class Search {
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int TYPED_LENGTH_MAX = 100;
    private static final int WORDS_MAX = 6;
    private static final int SHORT_NAME = 950;
    private static final int MODEL_PERCENT = 70;
    private static final int GROUP_PERCENT = 55;
    private static final int CATEGORY_PERCENT = 45;

    /** Good enough that nobody means a word with another spelling. */
    private static final int CERTAIN = 600;

    private final List<ComponentDefinition> components;
    private final int[] headStarts;
    private final Map<String, List<Integer>> byName = new HashMap<>();
    private final SearchTerms kinds = new SearchTerms();
    private final SearchTerms titles = new SearchTerms();
    private final SearchTerms models = new SearchTerms();
    private final SearchTerms groups = new SearchTerms();
    private final SearchTerms categories = new SearchTerms();

    /** What a component stands in: its model, group and category; many share it, and it is scored once. */
    private final int[] surroundings;

    /** A component of each of these. */
    private final List<Integer> examples = new ArrayList<>();

    /** Indexes components, the preferred ones first; of each kind of a model the first. */
    Search(List<ComponentDefinition> preferred, Map<ModelDefinition.Key, ModelDefinition> definitions) {
        List<ComponentDefinition> kept = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (ComponentDefinition one : preferred) {
            if (seen.add(List.of(one.model().name(), one.kind()))) {
                kept.add(one);
            }
        }
        components = List.copyOf(kept);
        headStarts = new int[components.size()];
        surroundings = new int[components.size()];
        Map<List<String>, Integer> known = new HashMap<>();
        for (int i = 0; i < headStarts.length; i++) {
            ComponentDefinition one = components.get(i);
            ModelDefinition model = definitions.get(one.model());
            headStarts[i] = CoreKinds.headStart(one) - (one.annotation() ? 60 : 0);
            kinds.add(one.kind());
            boolean same = ServedKind.title(one.kind()).equals(one.displayName());
            titles.add(same ? "" : one.displayName());
            for (String name : CoreKinds.names(one)) {
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(i);
            }
            String category = model == null ? "" : model.category();
            models.add(one.model().name());
            groups.add(one.group());
            categories.add(category);
            surroundings[i] =
                    known.computeIfAbsent(List.of(one.model().name(), one.group(), category), _ -> known.size());
            if (surroundings[i] == examples.size()) {
                examples.add(i);
            }
        }
    }

    /**
     * Finds components.
     *
     * @param typed any text
     * @param limit most components
     * @return best first; the same for the same registry
     */
    public List<ComponentDefinition> find(String typed, int limit) {
        List<String> words = words(typed);
        if (words.isEmpty() || limit < 1) {
            return List.of();
        }
        int[] scores = joined(words, true);
        if (words.size() > 1) {
            int[] each = each(words);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = Math.max(scores[i], each[i]);
            }
        }
        if (words.size() > 1 && max(scores) == 0) {
            scores = joined(words, false);
        }
        return best(scores, limit);
    }

    /** All words as one: {@code network policy} is {@code NetworkPolicy}. */
    private int[] joined(List<String> words, boolean exactly) {
        String whole = String.join("", words);
        if (words.size() == 1) {
            return word(whole);
        }
        Typed typed = Typed.of(whole);
        int[] kind = exactly ? kinds.scores(typed) : kinds.mistakenScores(typed);
        int[] scores = new int[components.size()];
        for (int i = 0; i < scores.length; i++) {
            int score = kinds.of(kind, i);
            scores[i] = score > 700 || !exactly ? score : 0;
        }
        return scores;
    }

    /** Each word must fit: {@code istio gateway} is the gateway of Istio. */
    private int[] each(List<String> words) {
        int[] sums = new int[components.size()];
        Arrays.fill(sums, 1);
        for (String word : words) {
            int[] scores = word(word);
            int most = 0;
            for (int i = 0; i < sums.length; i++) {
                sums[i] = scores[i] == 0 || sums[i] == 0 ? 0 : sums[i] + scores[i];
                most = Math.max(most, sums[i]);
            }
            if (most == 0) {
                return sums;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i] == 0 ? 0 : Math.max(1, (sums[i] - 1) / words.size());
        }
        return sums;
    }

    private int[] word(String word) {
        Typed typed = Typed.of(word);
        int[] kind = kinds.scores(typed);
        int[] title = titles.scores(typed);
        int[] model = models.scores(typed);
        int[] around = around(typed, model, word.equals("k8s"));
        int[] scores = new int[components.size()];
        for (int i = 0; i < scores.length; i++) {
            int score = Math.max(kinds.of(kind, i), titles.of(title, i) - 30);
            scores[i] = Math.max(score, around[surroundings[i]]);
        }
        List<Integer> called = byName.getOrDefault(word, List.of());
        for (int i : called) {
            scores[i] = Math.max(scores[i], SHORT_NAME);
        }
        // The word of a model is no misspelled kind, though it counts for less than one.
        if (called.isEmpty() && Math.max(max(scores), max(model)) < CERTAIN) {
            mistaken(typed, scores);
        }
        return scores;
    }

    /** {@return how well each surroundings are what was typed} */
    private int[] around(Typed typed, int[] model, boolean kubernetes) {
        int[] core = kubernetes ? models.scores(Typed.of(Preference.CORE_MODEL)) : model;
        int[] group = groups.scores(typed);
        int[] category = categories.scores(typed);
        int[] around = new int[examples.size()];
        for (int i = 0; i < around.length; i++) {
            int example = examples.get(i);
            int score = Math.max(models.of(model, example), models.of(core, example)) * MODEL_PERCENT / 100;
            score = Math.max(score, groups.of(group, example) * GROUP_PERCENT / 100);
            around[i] = Math.max(score, categories.of(category, example) * CATEGORY_PERCENT / 100);
        }
        return around;
    }

    private void mistaken(Typed typed, int[] scores) {
        int[] kind = kinds.mistakenScores(typed);
        int[] model = models.mistakenScores(typed);
        for (int i = 0; i < scores.length; i++) {
            int score = Math.max(kinds.of(kind, i), models.of(model, i) * MODEL_PERCENT / 100);
            scores[i] = Math.max(scores[i], score);
        }
    }

    private static int max(int[] scores) {
        int max = 0;
        for (int score : scores) {
            max = Math.max(max, score);
        }
        return max;
    }

    private List<ComponentDefinition> best(int[] scores, int limit) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = scores[i] == 0 ? 0 : Math.max(1, scores[i] + headStarts[i]);
        }
        Comparator<Integer> worstFirst = Comparator.<Integer>comparingInt(i -> scores[i])
                .thenComparing(Comparator.<Integer>naturalOrder().reversed());
        var kept = new PriorityQueue<Integer>(worstFirst);
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > 0 && (kept.size() < limit || scores[i] > scores[kept.element()])) {
                kept.add(i);
                if (kept.size() > limit) {
                    kept.remove();
                }
            }
        }
        return kept.stream().sorted(worstFirst.reversed()).map(components::get).toList();
    }

    private static List<String> words(String typed) {
        String text =
                typed.substring(0, Math.min(typed.length(), TYPED_LENGTH_MAX)).toLowerCase(Locale.ROOT);
        return Arrays.stream(NOT_WORDS.split(text, -1))
                .filter(word -> !word.isEmpty())
                .limit(WORDS_MAX)
                .toList();
    }
}
