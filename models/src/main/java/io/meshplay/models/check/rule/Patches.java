package io.meshplay.models.check.rule;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import io.meshplay.models.relationship.policy.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries patches out. What stands in the way with a wrong type is replaced; an index past the last item adds one. */
public final class Patches {
    private Patches() {}

    /** {@return the design after patches, one after the other; those of components that are not there do nothing} */
    public static Design applied(Design design, List<Action.PatchComponent> patches) {
        Map<String, Json.Fields> trees = new HashMap<>();
        design.components()
                .forEach(component ->
                        trees.put(component.id(), component.configuration().nested()));
        for (Action.PatchComponent patch : patches) {
            trees.computeIfPresent(patch.component(), (_, tree) -> applied(tree, patch));
        }
        List<Component> components = new ArrayList<>();
        for (Component component : design.components()) {
            Json.Fields tree = trees.getOrDefault(component.id(), Json.NO_FIELDS);
            components.add(component.withConfiguration(Configuration.of(tree)));
        }
        return new Design(design.name(), components, design.relationships());
    }

    private static Json.Fields applied(Json.Fields tree, Action.PatchComponent patch) {
        List<String> keys = Pointer.keys(patch.path());
        Json value = patch.value();
        Json changed = value == null ? without(tree, keys) : with(tree, keys, value);
        return changed instanceof Json.Fields fields ? fields : tree;
    }

    private static Json with(@Nullable Json at, List<String> keys, Json value) {
        if (keys.isEmpty()) {
            return value;
        }
        String key = keys.getFirst();
        List<String> rest = keys.subList(1, keys.size());
        int index = index(key);
        if (at instanceof Json.Items(List<Json> items) && index >= 0) {
            List<Json> changed = new ArrayList<>(items);
            if (index < items.size()) {
                changed.set(index, with(items.get(index), rest, value));
            } else {
                changed.add(with(null, rest, value));
            }
            return new Json.Items(changed);
        }
        Map<String, Json> changed = at instanceof Json.Fields(Map<String, Json> fields)
                ? new LinkedHashMap<>(fields)
                : new LinkedHashMap<>();
        changed.put(key, with(changed.get(key), rest, value));
        return new Json.Fields(changed);
    }

    private static Json without(Json at, List<String> keys) {
        String key = keys.getFirst();
        List<String> rest = keys.subList(1, keys.size());
        int index = index(key);
        if (at instanceof Json.Items(List<Json> items) && index >= 0 && index < items.size()) {
            List<Json> changed = new ArrayList<>(items);
            if (rest.isEmpty()) {
                changed.remove(index);
            } else {
                changed.set(index, without(items.get(index), rest));
            }
            return new Json.Items(changed);
        }
        if (at instanceof Json.Fields(Map<String, Json> fields)) {
            Map<String, Json> changed = new LinkedHashMap<>(fields);
            if (rest.isEmpty()) {
                changed.remove(key);
            } else {
                changed.computeIfPresent(key, (_, child) -> without(child, rest));
            }
            return new Json.Fields(changed);
        }
        return at;
    }

    private static int index(String key) {
        return key.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(key) : -1;
    }
}
