package io.meshplay.models.design;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What users make: components and the relationships between them, without anything that was deleted. Each parent and
 * each end of a relationship is in the design, and nobody is inside itself.
 *
 * @param name what people call it
 * @param components ordered by id
 * @param relationships ordered by id
 */
public record Design(String name, List<Component> components, List<Relationship> relationships) {
    /** Brings both lists into their order and refuses what contradicts itself. */
    public Design {
        name = WellFormed.of(name);
        components =
                components.stream().sorted(Comparator.comparing(Component::id)).toList();
        relationships = relationships.stream()
                .sorted(Comparator.comparing(Relationship::id))
                .toList();
        Set<String> ids = components.stream().map(Component::id).collect(toUnmodifiableSet());
        requireUnique(ids.size() == components.size(), "components");
        requireUnique(
                relationships.stream().map(Relationship::id).distinct().count() == relationships.size(),
                "relationships");
        for (Relationship relationship : relationships) {
            requireKnown(ids, relationship.from(), "relationship " + relationship.id());
            requireKnown(ids, relationship.to(), "relationship " + relationship.id());
        }
        requireForest(ids, components);
    }

    private static void requireUnique(boolean unique, String what) {
        if (!unique) {
            throw new IllegalArgumentException("two " + what + " have one id");
        }
    }

    private static void requireKnown(Set<String> ids, String id, String who) {
        if (!ids.contains(id)) {
            throw new IllegalArgumentException(who + " names " + id + ", which is not in the design");
        }
    }

    private static void requireForest(Set<String> ids, List<Component> components) {
        Map<String, String> parents = new HashMap<>();
        for (Component component : components) {
            if (component.parent() != null) {
                requireKnown(ids, component.parent(), "component " + component.id());
                parents.put(component.id(), component.parent());
            }
        }
        Set<String> smallest = smallestOfCycles(parents);
        if (!smallest.isEmpty()) {
            throw new IllegalArgumentException("components are inside themselves: " + smallest);
        }
    }

    /** {@return the smallest id of each cycle of parents; linear in the number of parents} */
    static Set<String> smallestOfCycles(Map<String, String> parents) {
        Set<String> smallest = new HashSet<>();
        Map<String, Integer> walkOf = new HashMap<>();
        int walk = 0;
        for (String start : parents.keySet()) {
            walk++;
            String id = start;
            while (id != null && walkOf.putIfAbsent(id, walk) == null) {
                id = parents.get(id);
            }
            if (id != null && Integer.valueOf(walk).equals(walkOf.get(id))) {
                smallest.add(smallestFrom(id, parents));
            }
        }
        return smallest;
    }

    private static String smallestFrom(String start, Map<String, String> parents) {
        String smallest = start;
        for (String id = parents.get(start); id != null && !id.equals(start); id = parents.get(id)) {
            smallest = id.compareTo(smallest) < 0 ? id : smallest;
        }
        return smallest;
    }
}
