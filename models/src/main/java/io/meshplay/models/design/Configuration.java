package io.meshplay.models.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a component is configured with, one entry for each field: {@code "/spec/replicas" -> 3}. A list is one value, and
 * so is an empty map. Nested maps and entries are two views of the same thing, and going round changes nothing.
 *
 * @param entries JSON pointer to value, ordered; no pointer points into the value of another
 */
public record Configuration(SortedMap<String, Json> entries) {
    /** No entry. */
    public static final Configuration EMPTY = new Configuration(new TreeMap<>());

    /** The deepest nesting of maps and lists together; the native document refuses edits nested deeper than 64 in all. */
    public static final int DEPTH_MAX = 48;

    /** Copies the entries and refuses those that contradict each other. */
    public Configuration {
        SortedMap<String, Json> copy = new TreeMap<>();
        entries.forEach((pointer, value) -> copy.put(WellFormed.of(pointer), value));
        for (var entry : copy.entrySet()) {
            String problem = problem(entry.getKey(), entry.getValue());
            if (problem != null) {
                throw new IllegalArgumentException(entry.getKey() + " " + problem);
            }
            if (entry.getValue() instanceof Json.Fields fields && !fields.isEmpty()) {
                throw new IllegalArgumentException(entry.getKey() + " has a map with fields as its value");
            }
            for (String around : Pointer.around(entry.getKey())) {
                if (copy.containsKey(around)) {
                    throw new IllegalArgumentException(entry.getKey() + " points into the value of " + around);
                }
            }
        }
        entries = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Reads nested maps.
     *
     * @throws IllegalArgumentException when they are nested deeper than {@link #DEPTH_MAX}
     */
    public static Configuration of(Json.Fields nested) {
        SortedMap<String, Json> entries = new TreeMap<>();
        flatten("", nested, entries);
        return new Configuration(entries);
    }

    /**
     * Reads nested maps, or what claims to be entries, and leaves out what cannot stand.
     *
     * @param nested whether the keys are names, not pointers
     * @param report takes the pointer and the reason of each thing that was left out or changed
     */
    public static Configuration tolerant(Json.Fields fields, boolean nested, BiConsumer<String, String> report) {
        SortedMap<String, Json> found = new TreeMap<>();
        if (nested) {
            flatten("", fields, found);
        } else {
            fields.values().forEach((pointer, value) -> take(pointer, value, found, report));
        }
        for (String pointer : List.copyOf(found.keySet())) {
            String problem = problem(pointer, found.getOrDefault(pointer, Json.NIL));
            if (problem != null) {
                report.accept(pointer, problem + "; it is left out");
                found.remove(pointer);
            }
        }
        dropHidden(found, report);
        return new Configuration(found);
    }

    /** {@return the entries as nested maps, their keys in order} */
    public Json.Fields nested() {
        Branch root = new Branch();
        entries.forEach((pointer, value) -> {
            Branch branch = root;
            for (String key : Pointer.keys(pointer)) {
                branch = branch.branches.computeIfAbsent(key, _ -> new Branch());
            }
            branch.value = value;
        });
        return root.fields();
    }

    private static void flatten(String pointer, Json.Fields fields, Map<String, Json> into) {
        fields.values().forEach((key, value) -> {
            String child = Pointer.child(pointer, key);
            if (value instanceof Json.Fields inner && !inner.isEmpty()) {
                flatten(child, inner, into);
            } else {
                into.putIfAbsent(child, value);
            }
        });
    }

    private static void take(String pointer, Json value, Map<String, Json> into, BiConsumer<String, String> report) {
        if (value instanceof Json.Fields fields && !fields.isEmpty() && Pointer.isValid(pointer)) {
            report.accept(pointer, "is a map as one value; each of its fields is taken as an entry");
            flatten(pointer, fields, into);
        } else {
            into.put(pointer, value);
        }
    }

    /** Of a value and the entries that point into it, the entries stay: they are the finer edit. */
    private static void dropHidden(SortedMap<String, Json> found, BiConsumer<String, String> report) {
        var hidden = new TreeSet<String>();
        found.keySet().forEach(pointer -> hidden.addAll(Pointer.around(pointer)));
        hidden.retainAll(found.keySet());
        for (String pointer : hidden) {
            // An empty map only holds the place of fields to come.
            if (!Json.NO_FIELDS.equals(found.remove(pointer))) {
                report.accept(pointer, "has a value and entries that point into it; the value is left out");
            }
        }
    }

    private static @Nullable String problem(String pointer, Json value) {
        if (!Pointer.isValid(pointer)) {
            return "is no JSON pointer";
        }
        return Pointer.depth(pointer) + depth(value) > DEPTH_MAX ? "is nested deeper than " + DEPTH_MAX : null;
    }

    private static int depth(Json value) {
        return switch (value) {
            case Json.Items(List<Json> items) ->
                1 + items.stream().mapToInt(Configuration::depth).max().orElse(0);
            case Json.Fields(Map<String, Json> fields) ->
                1
                        + fields.values().stream()
                                .mapToInt(Configuration::depth)
                                .max()
                                .orElse(0);
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> 0;
        };
    }

    /** A map while it is put together, or the value at its place. */
    private static final class Branch {
        private final Map<String, Branch> branches = new TreeMap<>();
        private @Nullable Json value;

        private Json json() {
            return value == null ? fields() : value;
        }

        private Json.Fields fields() {
            Map<String, Json> fields = new LinkedHashMap<>();
            branches.forEach((key, branch) -> fields.put(key, branch.json()));
            return new Json.Fields(fields);
        }
    }
}
