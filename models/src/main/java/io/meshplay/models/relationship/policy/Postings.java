package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One end of one rule: which components are found by which key. */
final class Postings {
    private final Map<List<Json>, Set<String>> byKey = new HashMap<>();

    void add(Collection<List<Json>> keys, String id) {
        keys.forEach(
                key -> byKey.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(id));
    }

    void remove(Collection<List<Json>> keys, String id) {
        for (List<Json> key : keys) {
            Set<String> ids = byKey.getOrDefault(key, Set.of());
            ids.remove(id);
            if (ids.isEmpty()) {
                byKey.remove(key);
            }
        }
    }

    /** {@return components that have one of the keys} */
    Set<String> any(Collection<List<Json>> keys) {
        if (keys.size() == 1) {
            return Set.copyOf(byKey.getOrDefault(keys.iterator().next(), Set.of()));
        }
        Set<String> found = new LinkedHashSet<>();
        keys.forEach(key -> found.addAll(byKey.getOrDefault(key, Set.of())));
        return found;
    }

    /** {@return components among which are all that have every key: those of the rarest key} */
    Set<String> all(Collection<List<Json>> keys) {
        Set<String> rarest = null;
        for (List<Json> key : keys) {
            Set<String> ids = byKey.getOrDefault(key, Set.of());
            rarest = rarest == null || ids.size() < rarest.size() ? ids : rarest;
        }
        return rarest == null ? Set.of() : Set.copyOf(rarest);
    }
}
