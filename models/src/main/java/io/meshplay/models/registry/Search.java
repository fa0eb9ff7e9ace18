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

    /** Indexes components, the preferred ones first; of each kind of a model the first. */
    Search(List<ComponentDefinition> preferred, Map<ModelDefinition.Key, ModelDefinition> known) {
        List<ComponentDefinition> kept = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (ComponentDefinition one : preferred) {
            if (seen.add(List.of(one.model().name(), one.kind()))) {
                kept.add(one);
            }
        }
        components = List.copyOf(kept);
        headStarts = new int[components.size()];
        for (int i = 0; i < headStarts.length; i++) {
            ComponentDefinition one = components.get(i);
            ModelDefinition model = known.get(one.model());
            headStarts[i] = CoreKinds.headStart(one) - (one.annotation() ? 60 : 0);
            kinds.add(one.kind());
            boolean same = ServedKind.title(one.kind()).equals(one.displayName());
            titles.add(same ? "" : one.displayName());
            for (String name : CoreKinds.names(one)) {
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(i);
            }
            models.add(one.model().name());
            groups.add(one.group());
            categories.add(model == null ? "" : model.category());
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
        if (Arrays.stream(scores).allMatch(score -> score == 0) && words.size() > 1) {
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
        boolean[] out = new boolean[components.size()];
        for (String word : words) {
            int[] scores = word(word);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += scores[i];
                out[i] |= scores[i] == 0;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = out[i] ? 0 : sums[i] / words.size();
        }
        return sums;
    }

    private int[] word(String word) {
        Typed typed = Typed.of(word);
        int[] kind = kinds.scores(typed);
        int[] title = titles.scores(typed);
        int[] model = models.scores(typed);
        int[] core = word.equals("k8s") ? models.scores(Typed.of(Preference.CORE_MODEL)) : model;
        int[] group = groups.scores(typed);
        int[] category = categories.scores(typed);
        int[] scores = new int[components.size()];
        int best = 0;
        for (int i = 0; i < scores.length; i++) {
            int score = Math.max(kinds.of(kind, i), titles.of(title, i) - 30);
            score = Math.max(score, Math.max(models.of(model, i), models.of(core, i)) * MODEL_PERCENT / 100);
            score = Math.max(score, groups.of(group, i) * GROUP_PERCENT / 100);
            score = Math.max(score, categories.of(category, i) * CATEGORY_PERCENT / 100);
            scores[i] = score;
            best = Math.max(best, score);
        }
        for (int i : byName.getOrDefault(word, List.of())) {
            scores[i] = Math.max(scores[i], SHORT_NAME);
            best = SHORT_NAME;
        }
        if (best < CERTAIN) {
            mistaken(typed, scores);
        }
        return scores;
    }

    private void mistaken(Typed typed, int[] scores) {
        int[] kind = kinds.mistakenScores(typed);
        int[] model = models.mistakenScores(typed);
        for (int i = 0; i < scores.length; i++) {
            int score = Math.max(kinds.of(kind, i), models.of(model, i) * MODEL_PERCENT / 100);
            scores[i] = Math.max(scores[i], score);
        }
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
