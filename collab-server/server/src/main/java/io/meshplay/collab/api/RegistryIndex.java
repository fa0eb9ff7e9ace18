package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.models.registry.ComponentDefinition;
import io.meshplay.models.registry.ModelDefinition;
import io.meshplay.models.registry.Registry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every kind that a palette offers, in few bytes: a name of a model and of an API stands once for all kinds in it.
 *
 * <p>{@code models} have {@code name}, {@code displayName}, {@code category} and {@code apis}; an API has its {@code version},
 * its {@code kinds} by name, and {@code plain}: those of them without an icon, absent when all have one.
 */
final class RegistryIndex {
    private RegistryIndex() {}

    /** {@return the index; models and kinds in the registry's order, pictures that are never deployed left out} */
    static ObjectNode of(Registry registry) {
        Map<ModelDefinition.Key, List<ComponentDefinition>> models = registry.palette().stream()
                .filter(component -> !component.annotation())
                .collect(Collectors.groupingBy(ComponentDefinition::model, TreeMap::new, Collectors.toList()));
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        var list = index.putArray("models");
        models.forEach((key, components) -> list.add(model(registry, key, components)));
        return index;
    }

    private static ObjectNode model(Registry registry, ModelDefinition.Key key, List<ComponentDefinition> components) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", key.name());
        json.put(
                "displayName",
                registry.model(key).map(ModelDefinition::displayName).orElse(""));
        json.put("category", registry.model(key).map(ModelDefinition::category).orElse(""));
        var apis = json.putArray("apis");
        components.stream()
                .collect(Collectors.groupingBy(ComponentDefinition::apiVersion, TreeMap::new, Collectors.toList()))
                .forEach((version, kinds) -> apis.add(api(version, kinds)));
        return json;
    }

    private static ObjectNode api(String version, List<ComponentDefinition> components) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", version);
        names(json.putArray("kinds"), components);
        var plain = components.stream().filter(one -> one.icon() == null).toList();
        if (!plain.isEmpty()) {
            names(json.putArray("plain"), plain);
        }
        return json;
    }

    private static void names(ArrayNode list, List<ComponentDefinition> components) {
        components.stream().map(ComponentDefinition::kind).sorted().forEach(list::add);
    }
}
