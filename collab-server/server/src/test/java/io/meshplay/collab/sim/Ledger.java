package io.meshplay.collab.sim;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one client wrote, numbered from 1, and up to which number it was told that all is durable. Tells what a document
 * lacks of that, or holds twice.
 */
final class Ledger {
    private static final Pattern MARK = Pattern.compile("\\[(\\d+)]");

    /** {@code value}: null for a delete */
    private record Write(int n, @Nullable Integer value) {}

    private final String name;
    private final Map<String, List<Write>> writes = new HashMap<>();
    private final List<Integer> marks = new ArrayList<>();
    private int count;
    private int acknowledged;

    Ledger(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    int count() {
        return count;
    }

    int acknowledged() {
        return acknowledged;
    }

    /** {@return the number of the next edit} */
    int next() {
        return ++count;
    }

    void wrote(String key, @Nullable Integer value) {
        writes.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Write(count, value));
    }

    void marked() {
        marks.add(count);
    }

    void acknowledge(int n) {
        acknowledged = Math.max(acknowledged, n);
    }

    /** Adds what is wrong with a document that must hold all that is acknowledged. */
    void judge(JsonObject content, List<String> findings) {
        JsonObject views = content.getJsonObject("views");
        writes.forEach((key, history) -> {
            Integer found = views.getInteger(key);
            int from = 0;
            for (int i = 0; i < history.size(); i++) {
                if (history.get(i).n() <= acknowledged) {
                    from = i;
                }
            }
            boolean free = history.getFirst().n() > acknowledged && found == null;
            boolean possible = history.subList(from, history.size()).stream()
                    .anyMatch(write -> java.util.Objects.equals(write.value(), found));
            if (!possible && !free) {
                findings.add("lost: " + name + " acknowledged " + acknowledged + ": " + key + " is " + found + " of "
                        + history.subList(from, history.size()));
            }
        });
        judgeMarks(content.getJsonObject("components").getJsonObject(name), findings);
    }

    private void judgeMarks(@Nullable JsonObject component, List<String> findings) {
        Map<Integer, Integer> seen = new HashMap<>();
        if (component != null) {
            MARK.matcher(component.getString("notes"))
                    .results()
                    .forEach(mark -> seen.merge(Integer.valueOf(mark.group(1)), 1, Integer::sum));
        }
        for (int n : marks) {
            if (n <= acknowledged && !seen.containsKey(n)) {
                findings.add("lost: " + name + " acknowledged " + acknowledged + ": mark " + n);
            }
        }
        seen.forEach((n, times) -> {
            if (times > 1 || !marks.contains(n)) {
                findings.add("duplicated: " + name + " mark " + n + " is there " + times + " times");
            }
        });
    }
}
