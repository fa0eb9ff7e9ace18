package io.meshplay.models.relationship.rule;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.FieldPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of several fields of one component. Fields below any item ({@code *}, {@code +}) of one list are of one and
 * the same item in each tuple. Blank values make no tuple, unless the field may be missing.
 */
public final class Tuples {
    /** So many items of one component take part in one rule; what is beyond is not compared. */
    static final int COUNT_MAX = 1_000;

    private final Node node;
    private final List<FieldPath> paths;
    private final int required;
    private final Json[] values;
    private final List<List<String>> places = new ArrayList<>();
    private final Map<List<String>, Integer> bound = new HashMap<>();
    private final List<Tuple> found = new ArrayList<>();

    private Tuples(Node node, List<FieldPath> paths, int required) {
        this.node = node;
        this.paths = paths;
        this.required = required;
        this.values = new Json[paths.size()];
        paths.forEach(_ -> places.add(List.of()));
        Arrays.fill(values, Json.NIL);
    }

    /**
     * Values of fields.
     *
     * @param values by path; {@link Json#NIL} where a field that may be missing is
     * @param places where each was found, below the configuration; empty for other roots
     */
    public record Tuple(List<Json> values, List<List<String>> places) {}

    /** {@return the tuples in the order of the items; the first paths are required} */
    public static List<Tuple> of(Node node, List<FieldPath> paths, int required) {
        var tuples = new Tuples(node, paths, required);
        tuples.path(0);
        return tuples.found;
    }

    /** {@return the first value of one field; null when there is none} */
    public static @Nullable Json first(Node node, FieldPath path) {
        List<Tuple> tuples = of(node, List.of(path), 1);
        return tuples.isEmpty() ? null : tuples.getFirst().values().getFirst();
    }

    private void path(int i) {
        if (i == paths.size()) {
            found.add(new Tuple(List.of(values), List.copyOf(places)));
            return;
        }
        FieldPath path = paths.get(i);
        if (path.inConfiguration()) {
            step(i, 1, node.tree(), List.of());
        } else {
            take(i, node.root(path.tokens()), List.of());
        }
    }

    private void step(int i, int token, @Nullable Json at, List<String> place) {
        if (found.size() >= COUNT_MAX) {
            return;
        }
        List<String> tokens = paths.get(i).tokens();
        if (token == tokens.size() || at == null) {
            take(i, at, place);
            return;
        }
        String step = tokens.get(token);
        if (!(at instanceof Json.Items(List<Json> items))
                || !(step.equals(FieldPath.ANY) || step.equals(FieldPath.MORE))) {
            step(i, token + 1, Trees.child(at, step), longer(place, position(at, step)));
            return;
        }
        Integer fixed = bound.get(place);
        if (fixed != null) {
            step(i, token + 1, items.get(fixed), longer(place, fixed.toString()));
            return;
        }
        if (items.isEmpty()) {
            take(i, null, place);
        }
        for (int index = 0; index < items.size(); index++) {
            bound.put(place, index);
            step(i, token + 1, items.get(index), longer(place, Integer.toString(index)));
            bound.remove(place);
        }
    }

    private void take(int i, @Nullable Json value, List<String> place) {
        boolean blank = Trees.blank(value);
        if (blank && i < required) {
            return;
        }
        values[i] = value == null || blank ? Json.NIL : value;
        places.set(i, place);
        path(i + 1);
    }

    private static String position(Json at, String step) {
        boolean last = step.equals(FieldPath.LAST) && at instanceof Json.Items;
        return last ? Integer.toString(Math.max(((Json.Items) at).values().size() - 1, 0)) : step;
    }

    private static List<String> longer(List<String> place, String token) {
        List<String> longer = new ArrayList<>(place.size() + 1);
        longer.addAll(place);
        longer.add(token);
        return longer;
    }
}
