package io.meshplay.crdt.fuzz;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A digest of everything that an object reaches: equal before and after means that nothing was changed, links included. */
final class GraphDigest {
    // Scratch marks of a scan, an encoding that is kept until something changes, the number of arrays.
    private static final Set<String> IGNORED = Set.of("scanned", "stateVector", "chunkCount");
    private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

    private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();
    private final ArrayDeque<Object> open = new ArrayDeque<>();
    private long digest = 1;

    private GraphDigest() {}

    static long of(Object root) {
        GraphDigest graph = new GraphDigest();
        graph.reach(root);
        for (Object object = graph.open.poll(); object != null; object = graph.open.poll()) {
            graph.read(object);
        }
        return graph.digest;
    }

    private void read(Object object) {
        switch (object) {
            case Map<?, ?> map ->
                new TreeMap<>(map).forEach((key, value) -> {
                    reach(key);
                    reach(value);
                });
            case Iterable<?> values -> values.forEach(this::reach);
            case byte[] bytes -> mix(Arrays.hashCode(bytes));
            default -> fields(object);
        }
    }

    private void fields(Object object) {
        try {
            for (Field field : FIELDS.computeIfAbsent(object.getClass(), GraphDigest::fieldsOf)) {
                if (field.getType() == int.class) {
                    mix(field.getInt(object));
                } else if (field.getType() == boolean.class) {
                    mix(field.getBoolean(object) ? 1 : 2);
                } else {
                    reach(field.get(object));
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void reach(@Nullable Object object) {
        switch (object) {
            case null -> mix(0);
            case Number number -> mix(number.longValue());
            case String text -> mix(text.hashCode());
            case Boolean flag -> mix(flag ? 1 : 2);
            case Enum<?> constant -> mix(constant.name().hashCode());
            // How elements are spread over arrays, and the room behind them, say nothing.
            case int[] _ -> {}
            case Object[] values -> {
                for (Object value : values) {
                    if (value != null) {
                        reach(value);
                    }
                }
            }
            default -> {
                Integer number = seen.get(object);
                if (number == null) {
                    number = seen.size();
                    seen.put(object, number);
                    open.add(object);
                }
                mix(number);
            }
        }
    }

    private void mix(long value) {
        digest = (digest ^ value) * 0x9e3779b97f4a7c15L;
        digest ^= digest >>> 29;
    }

    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> of = type; of != null && of != Object.class; of = of.getSuperclass()) {
            for (Field field : of.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !field.isSynthetic()
                        && !IGNORED.contains(field.getName())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}
