package io.meshplay.models.relationship.rule;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import io.meshplay.models.relationship.FieldPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and changes immutable JSON at places: paths whose items are told by index or by {@code [name=...]}. */
public final class Trees {
    private static final String NAMED = "[name=";

    private Trees() {}

    /** {@return whether a value says nothing: null, or an empty text, map or list} */
    public static boolean blank(@Nullable Json value) {
        return switch (value) {
            case null -> true;
            case Json.Nil _ -> true;
            case Json.Text(String text) -> text.isEmpty();
            case Json.Items(List<Json> items) -> items.isEmpty();
            case Json.Fields fields -> fields.isEmpty();
            case Json.Flag _, Json.Numeral _ -> false;
        };
    }

    /** {@return whether all values are texts, as of labels} */
    public static boolean textMap(@Nullable Json value) {
        return value instanceof Json.Fields(Map<String, Json> fields)
                && fields.values().stream().allMatch(Json.Text.class::isInstance);
    }

    /** {@return whether each field or item of the one is in the other; for other values whether they are equal} */
    public static boolean contains(Json whole, Json part) {
        if (whole instanceof Json.Fields(Map<String, Json> all)
                && part instanceof Json.Fields(Map<String, Json> some)) {
            return some.entrySet().stream().allMatch(entry -> entry.getValue().equals(all.get(entry.getKey())));
        }
        if (whole instanceof Json.Items(List<Json> all)) {
            return part instanceof Json.Items(List<Json> some) ? all.containsAll(some) : all.contains(part);
        }
        return whole.equals(part);
    }

    /** {@return what stands at a key or index; null when nothing does} */
    public static @Nullable Json child(@Nullable Json at, String token) {
        return switch (at) {
            case Json.Fields fields -> fields.find(token);
            case Json.Items(List<Json> items) -> {
                int index = index(items, token);
                yield index >= 0 && index < items.size() ? items.get(index) : null;
            }
            case null -> null;
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> null;
        };
    }

    private static int index(List<Json> items, String token) {
        if (token.equals(FieldPath.LAST)) {
            return Math.max(items.size() - 1, 0);
        }
        if (token.startsWith(NAMED)) {
            String name = token.substring(NAMED.length(), token.length() - 1);
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof Json.Fields item
                        && item.text("name").equals(name)) {
                    return i;
                }
            }
            return -1;
        }
        return FieldPath.index(token);
    }

    /** {@return what stands at a place; null when nothing does} */
    public static @Nullable Json read(@Nullable Json root, List<String> place) {
        Json at = root;
        for (String token : place) {
            at = child(at, token);
        }
        return at;
    }

    /** {@return the place of a path to write to, items by index; null when it asks for an item that must exist} */
    public static @Nullable List<String> concrete(Json root, List<String> path) {
        List<String> place = new ArrayList<>();
        Json at = root;
        for (String token : path) {
            String step = token;
            List<Json> items = at instanceof Json.Items(List<Json> values) ? values : List.of();
            if (token.equals(FieldPath.ANY) || token.startsWith(NAMED)) {
                int index = token.equals(FieldPath.ANY) ? 0 : index(items, token);
                if (index < 0 || index >= items.size()) {
                    return null;
                }
                step = Integer.toString(index);
            } else if (token.equals(FieldPath.LAST)) {
                step = Integer.toString(Math.max(items.size() - 1, 0));
            } else if (at instanceof Json.Items && FieldPath.index(token) > items.size()) {
                return null;
            }
            if (at != null && !Json.NIL.equals(at) && !fits(at, step)) {
                return null;
            }
            place.add(step);
            at = child(at, step);
        }
        return place;
    }

    private static boolean fits(Json at, String step) {
        return at instanceof Json.Fields || (at instanceof Json.Items && FieldPath.index(step) >= 0);
    }

    /** {@return the place with the names of items in place of their indices, so that it holds when items move} */
    public static List<String> named(Json root, List<String> place) {
        List<String> named = new ArrayList<>();
        Json at = root;
        for (String token : place) {
            Json next = child(at, token);
            String name = at instanceof Json.Items && next instanceof Json.Fields fields ? fields.text("name") : "";
            named.add(name.isEmpty() ? token : NAMED + name + "]");
            at = next;
        }
        return named;
    }

    /** {@return how many steps two places begin with alike} */
    public static int common(List<String> one, List<String> other) {
        int count = 0;
        while (count < Math.min(one.size(), other.size()) && one.get(count).equals(other.get(count))) {
            count++;
        }
        return count;
    }

    /** {@return how many steps of a place exist} */
    public static int existing(Json root, List<String> place) {
        Json at = root;
        int count = 0;
        for (String token : place) {
            at = child(at, token);
            if (at == null) {
                break;
            }
            count++;
        }
        return count;
    }

    /** {@return the same with a value at a concrete place; what is missing around it is made} */
    public static Json put(@Nullable Json at, List<String> place, Json value) {
        if (place.isEmpty()) {
            return value;
        }
        String token = place.getFirst();
        List<String> rest = place.subList(1, place.size());
        int index = FieldPath.index(token);
        if (at instanceof Json.Items(List<Json> items)) {
            List<Json> changed = new ArrayList<>(items);
            if (index < items.size()) {
                changed.set(index, put(items.get(index), rest, value));
            } else {
                changed.add(put(null, rest, value));
            }
            return new Json.Items(changed);
        }
        if (!(at instanceof Json.Fields) && index >= 0) {
            return new Json.Items(List.of(put(null, rest, value)));
        }
        Map<String, Json> changed = at instanceof Json.Fields(Map<String, Json> fields)
                ? new LinkedHashMap<>(fields)
                : new LinkedHashMap<>();
        changed.put(token, put(changed.get(token), rest, value));
        return new Json.Fields(changed);
    }

    /** {@return the same without the value at a concrete place, and without what is empty then, down to the kept steps} */
    public static Json remove(Json at, List<String> place, int kept) {
        String token = place.getFirst();
        List<String> rest = place.subList(1, place.size());
        Json child = child(at, token);
        if (child == null) {
            return at;
        }
        Json left = rest.isEmpty() ? null : remove(child, rest, kept - 1);
        if (left != null && (!blank(left) || kept > 0 || left.equals(child))) {
            return put(at, List.of(token), left);
        }
        if (at instanceof Json.Items(List<Json> items)) {
            List<Json> changed = new ArrayList<>(items);
            changed.remove(FieldPath.index(token));
            return new Json.Items(changed);
        }
        Map<String, Json> changed = new LinkedHashMap<>(((Json.Fields) at).values());
        changed.remove(token);
        return new Json.Fields(changed);
    }

    /** {@return the place as a JSON pointer} */
    public static String pointer(List<String> place) {
        String pointer = "";
        for (String token : place) {
            pointer = Pointer.child(pointer, token);
        }
        return pointer;
    }
}
