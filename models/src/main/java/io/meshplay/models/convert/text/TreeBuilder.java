package io.meshplay.models.convert.text;

import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a tree of values together from a reader's events, without recursion and within limits. */
final class TreeBuilder {
    private static final String MERGE = "<<";

    private final ImportLimits limits;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;
    private int aliases;
    private @Nullable Json result;

    TreeBuilder(ImportLimits limits) {
        this.limits = limits;
    }

    /** Where an event stands in the file, from 1. */
    record Place(int line, int column) {
        ImportRefusedException refused(Kind kind, String message) {
            return new ImportRefusedException(new ImportRefusal(kind, message, line, column));
        }
    }

    /** A value with a name, and how many values it is made of. */
    private record Anchored(Json value, int size) {}

    void enter(boolean map, @Nullable String anchor, Place place) {
        if (open.size() >= limits.depthMax()) {
            throw place.refused(Kind.TOO_LARGE, "Nested deeper than " + limits.depthMax() + ".");
        }
        Open around = open.peek();
        if (around != null && around.map && around.key == null) {
            throw place.refused(Kind.UNSUPPORTED, "A map or list cannot be a key.");
        }
        count(1, place);
        open.push(new Open(map, anchor, values));
    }

    void leave(Place place) {
        Open left = open.pop();
        remember(left.anchor, left.json(), values - left.before + 1);
        put(left.json(), false, place);
    }

    /** Takes a value; in a map, keys and values come in turn. */
    void scalar(Json value, boolean mayMerge, @Nullable String anchor, Place place) {
        count(1, place);
        remember(anchor, value, 1);
        put(value, mayMerge, place);
    }

    void alias(String name, Place place) {
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw place.refused(Kind.SYNTAX, "The alias *" + name + " names nothing that stands before it.");
        }
        aliases++;
        if (aliases > limits.aliasesMax()) {
            throw place.refused(Kind.TOO_LARGE, "More than " + limits.aliasesMax() + " aliases.");
        }
        count(anchored.size, place);
        if (open.size() + depth(anchored.value) > limits.depthMax()) {
            throw place.refused(Kind.TOO_LARGE, "Nested deeper than " + limits.depthMax() + ", aliases followed.");
        }
        put(anchored.value, false, place);
    }

    /** {@return the tree; forgets the anchors, which belong to one document} */
    Json finish() {
        Json finished = result == null ? Json.NIL : result;
        result = null;
        anchors.clear();
        return finished;
    }

    /** Forgets a tree that broke off; what it counted still counts. */
    void reset() {
        open.clear();
        anchors.clear();
        result = null;
    }

    private void remember(@Nullable String anchor, Json value, int size) {
        if (anchor != null) {
            anchors.put(anchor, new Anchored(value, size));
        }
    }

    private void put(Json value, boolean mayMerge, Place place) {
        Open around = open.peek();
        if (around == null) {
            result = value;
        } else if (!around.map) {
            around.items.add(value);
        } else if (around.key == null) {
            around.key = key(value, place);
            around.merging = mayMerge && MERGE.equals(around.key);
        } else {
            around.put(value, place);
        }
    }

    private static String key(Json value, Place place) {
        return switch (value) {
            case Json.Text(String text) -> text;
            case Json.Flag(boolean flag) -> String.valueOf(flag);
            case Json.Numeral numeral -> JsonWriter.text(numeral);
            case Json.Nil _ -> "null";
            case Json.Items _, Json.Fields _ -> throw place.refused(Kind.UNSUPPORTED, "A map or list cannot be a key.");
        };
    }

    private void count(int more, Place place) {
        values += more;
        if (values > limits.valuesMax() || values < 0) {
            throw place.refused(Kind.TOO_LARGE, "More than " + limits.valuesMax() + " values, aliases followed.");
        }
    }

    private static int depth(Json value) {
        return switch (value) {
            case Json.Items(List<Json> items) ->
                1 + items.stream().mapToInt(TreeBuilder::depth).max().orElse(0);
            case Json.Fields(Map<String, Json> fields) ->
                1 + fields.values().stream().mapToInt(TreeBuilder::depth).max().orElse(0);
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> 0;
        };
    }

    /** A map or list that is not at its end. */
    private static final class Open {
        private final boolean map;
        private final @Nullable String anchor;
        private final int before;
        private final Map<String, Json> fields = new LinkedHashMap<>();
        private final Map<String, Json> merged = new LinkedHashMap<>();
        private final List<Json> items = new ArrayList<>();
        private @Nullable String key;
        private boolean merging;

        private Open(boolean map, @Nullable String anchor, int before) {
            this.map = map;
            this.anchor = anchor;
            this.before = before;
        }

        private void put(Json value, Place place) {
            String name = key == null ? "" : key;
            key = null;
            if (merging && merge(value)) {
                return;
            }
            if (fields.putIfAbsent(name, value) != null) {
                throw place.refused(Kind.DUPLICATE_KEY, "The key \"" + name + "\" stands twice in one map.");
            }
        }

        /** YAML's merge key: the map's own fields win, then those of earlier maps. */
        private boolean merge(Json value) {
            switch (value) {
                case Json.Fields(Map<String, Json> more) -> more.forEach(merged::putIfAbsent);
                case Json.Items(List<Json> maps) -> {
                    if (!maps.stream().allMatch(Json.Fields.class::isInstance)) {
                        return false;
                    }
                    maps.forEach(this::merge);
                }
                case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> {
                    return false;
                }
            }
            return true;
        }

        private Json json() {
            if (!map) {
                return new Json.Items(items);
            }
            merged.forEach(fields::putIfAbsent);
            return new Json.Fields(fields);
        }
    }
}
