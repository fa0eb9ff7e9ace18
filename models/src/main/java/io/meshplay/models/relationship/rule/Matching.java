package io.meshplay.models.relationship.rule;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.FieldPath;
import io.meshplay.models.relationship.rule.Reason.Field;
import io.meshplay.models.relationship.rule.Tuples.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the values of two components fulfil pairs of fields, and the keys by which such components find each other. */
public final class Matching {
    private Matching() {}

    /** {@return the fields that agree; null when a pair does not, or nothing is compared} */
    public static @Nullable List<Field> of(List<FieldPair> pairs, Node from, Node to) {
        List<FieldPair> keyed =
                pairs.stream().filter(pair -> pair.compare().keyed()).toList();
        List<Field> fields = new ArrayList<>();
        if (!keyed.isEmpty() && !keyed(keyed, from, to, fields)) {
            return null;
        }
        for (FieldPair pair : pairs) {
            if (!pair.compare().keyed() && !pair.compare().fills() && !other(pair, from, to, fields)) {
                return null;
            }
        }
        return fields.isEmpty() ? null : fields;
    }

    private static boolean keyed(List<FieldPair> keyed, Node from, Node to, List<Field> fields) {
        Map<List<Json>, Tuple> starts = new HashMap<>();
        for (Tuple tuple : tuples(keyed, true, from)) {
            starts.putIfAbsent(normal(keyed, tuple), tuple);
        }
        for (Tuple end : starts.isEmpty() ? List.<Tuple>of() : tuples(keyed, false, to)) {
            Tuple start = starts.get(normal(keyed, end));
            if (start != null) {
                for (int i = 0; i < keyed.size(); i++) {
                    fields.add(new Field(
                            place(keyed.get(i).from(), start.places().get(i)),
                            place(keyed.get(i).to(), end.places().get(i)),
                            "equals",
                            start.values().get(i)));
                }
                return true;
            }
        }
        return false;
    }

    private static boolean other(FieldPair pair, Node from, Node to, List<Field> fields) {
        for (Tuple start : Tuples.of(from, List.of(pair.from()), 1)) {
            for (Tuple end : Tuples.of(to, List.of(pair.to()), 1)) {
                Json a = start.values().getFirst();
                Json b = end.values().getFirst();
                boolean holds = switch (pair.compare()) {
                    case TO_CONTAINS_FROM -> Trees.contains(b, a);
                    case FROM_CONTAINS_TO -> Trees.contains(a, b);
                    case NOT_NULL, FILL, FILL_NUMBER -> true;
                    case EQUAL, EQUAL_AS_STRINGS -> a.equals(b);
                };
                if (holds) {
                    boolean within = pair.compare() == Compare.TO_CONTAINS_FROM;
                    fields.add(new Field(
                            place(pair.from(), start.places().getFirst()),
                            place(pair.to(), end.places().getFirst()),
                            within ? "is within" : pair.compare() == Compare.NOT_NULL ? "stands beside" : "contains",
                            pair.compare() == Compare.FROM_CONTAINS_TO ? b : a));
                    return true;
                }
            }
        }
        return false;
    }

    private static String place(FieldPath path, List<String> place) {
        return path.inConfiguration() ? String.join(".", place) : path.toString();
    }

    private static List<Tuple> tuples(List<FieldPair> pairs, boolean from, Node node) {
        return Tuples.of(
                node, pairs.stream().map(pair -> from ? pair.from() : pair.to()).toList(), pairs.size());
    }

    private static List<Json> normal(List<FieldPair> pairs, Tuple tuple) {
        List<Json> normal = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            Json value = tuple.values().get(i);
            boolean text = pairs.get(i).compare() == Compare.EQUAL_AS_STRINGS && !(value instanceof Json.Text);
            normal.add(text ? Json.of(JsonWriter.text(value)) : value);
        }
        return normal;
    }

    /** {@return whether the pairs are joined by the entries of maps, for want of equal values} */
    public static boolean byEntries(List<FieldPair> pairs) {
        return pairs.stream().noneMatch(pair -> pair.compare().keyed());
    }

    /** {@return what a component is found by; two that match share one key at least} */
    public static Set<List<Json>> keys(List<FieldPair> pairs, boolean from, Node node) {
        Set<List<Json>> keys = new HashSet<>();
        if (byEntries(pairs)) {
            for (FieldPair pair : pairs) {
                if (pair.compare().contains()) {
                    entries(from ? pair.from() : pair.to(), node, keys);
                    return keys;
                }
            }
            return keys;
        }
        List<FieldPair> keyed =
                pairs.stream().filter(pair -> pair.compare().keyed()).toList();
        for (Tuple tuple : tuples(keyed, from, node)) {
            keys.add(normal(keyed, tuple));
        }
        return keys;
    }

    private static void entries(FieldPath path, Node node, Set<List<Json>> keys) {
        for (Tuple tuple : Tuples.of(node, List.of(path), 1)) {
            switch (tuple.values().getFirst()) {
                case Json.Fields(Map<String, Json> fields) ->
                    fields.forEach((key, value) -> keys.add(List.of(Json.of(key), value)));
                case Json.Items(List<Json> items) -> items.forEach(item -> keys.add(List.of(item)));
                case Json.Text text -> keys.add(List.of(text));
                case Json.Flag flag -> keys.add(List.of(flag));
                case Json.Numeral number -> keys.add(List.of(number));
                case Json.Nil _ -> {}
            }
        }
    }

    /** {@return whether the start is the smaller of two maps joined by entries: all its entries are at the end} */
    public static boolean smallFrom(List<FieldPair> pairs) {
        return pairs.stream()
                .filter(pair -> pair.compare().contains())
                .findFirst()
                .map(pair -> pair.compare() == Compare.TO_CONTAINS_FROM)
                .orElse(true);
    }
}
