package io.meshplay.models.relationship.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Components that share a value. A group of n is a chain of n - 1 relationships in the order of the ids, not n squared. */
final class Siblings {
    private final Map<Object, NavigableSet<String>> groups = new HashMap<>();

    /** Takes two neighbours in a chain. */
    interface Neighbours {
        /** Takes the smaller id first. */
        void take(String first, String second);
    }

    void add(Object group, String id, Neighbours gone, Neighbours come) {
        NavigableSet<String> ids = groups.computeIfAbsent(group, _ -> new TreeSet<>());
        String lower = ids.lower(id);
        String higher = ids.higher(id);
        if (lower != null && higher != null) {
            gone.take(lower, higher);
        }
        if (lower != null) {
            come.take(lower, id);
        }
        if (higher != null) {
            come.take(id, higher);
        }
        ids.add(id);
    }

    void remove(Object group, String id, Neighbours come) {
        NavigableSet<String> ids = groups.getOrDefault(group, new TreeSet<>());
        ids.remove(id);
        String lower = ids.lower(id);
        String higher = ids.higher(id);
        if (lower != null && higher != null) {
            come.take(lower, higher);
        }
        if (ids.isEmpty()) {
            groups.remove(group);
        }
    }
}
