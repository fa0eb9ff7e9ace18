package io.meshplay.models.registry.export;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Names of files that every system takes, each once, whatever the definitions are called. */
final class FileNames {
    private static final int CHARS_MAX = 150;

    private FileNames() {}

    /** {@return one step of a path: never empty, never hidden, never leading elsewhere} */
    static String step(String text) {
        String plain = text.strip().replaceAll("[^A-Za-z0-9._+-]", "-").replaceFirst("^[.-]+", "");
        String cut = plain.substring(0, Math.min(plain.length(), CHARS_MAX));
        return cut.isEmpty() ? "unnamed" : cut;
    }

    /**
     * {@return a name for each: the short one, where two have the same the long one, where two have that too a number behind
     * it; letters that differ in case only are the same}
     *
     * @param shorts one for each
     * @param longs one for each
     */
    static List<String> each(List<String> shorts, List<String> longs) {
        Map<String, Integer> shortCounts = counted(shorts);
        List<String> chosen = IntStream.range(0, shorts.size())
                .mapToObj(i -> shortCounts.getOrDefault(key(shorts.get(i)), 0) > 1 ? longs.get(i) : shorts.get(i))
                .toList();
        Map<String, Integer> counts = counted(chosen);
        Map<String, Integer> numbers = new HashMap<>();
        return chosen.stream()
                .map(name -> counts.getOrDefault(key(name), 0) == 1
                        ? name
                        : "%s.%03d".formatted(name, numbers.merge(key(name), 1, Integer::sum)))
                .toList();
    }

    private static Map<String, Integer> counted(List<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        names.forEach(name -> counts.merge(key(name), 1, Integer::sum));
        return counts;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
