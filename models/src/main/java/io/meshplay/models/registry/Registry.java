package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.RelationshipDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Models, components and relationships: an immutable snapshot. Definitions stand in memory; schemas, icons and details
 * stay in its file until somebody asks. Any thread.
 */
public final class Registry implements AutoCloseable {
    private static final int DEPTH_MAX = 128;

    private final RegistryContent content;
    private final List<ContentStore> stores;
    private final Runnable close;
    private final Schemas schemas = new Schemas(this);
    private final Map<ModelDefinition.Key, ModelDefinition> models = new HashMap<>();
    private final NavigableMap<String, List<ModelDefinition>> versions = new TreeMap<>();
    private final Map<ModelDefinition.Key, List<ComponentDefinition>> byModel = new HashMap<>();
    private final Map<String, List<ComponentDefinition>> byKind = new HashMap<>();
    private final Search search;

    Registry(RegistryContent content, List<ContentStore> stores, Runnable close) {
        this.content = content;
        this.stores = stores;
        this.close = close;
        for (ModelDefinition model : content.models()) {
            models.put(model.key(), model);
            versions.computeIfAbsent(model.name(), _ -> new ArrayList<>()).add(model);
        }
        for (ComponentDefinition component : content.components()) {
            byModel.computeIfAbsent(component.model(), _ -> new ArrayList<>()).add(component);
            byKind.computeIfAbsent(component.kind(), _ -> new ArrayList<>()).add(component);
        }
        Comparator<ComponentDefinition> preferred = new Preference(content.components()).order();
        byKind.values().forEach(list -> list.sort(preferred));
        search = new Search(palette().stream().sorted(preferred).toList(), models);
    }

    /**
     * Opens a registry that a {@link RegistryLoader} wrote.
     *
     * @throws IOException when the file is none, or damaged
     */
    public static Registry open(Path file) throws IOException {
        return RegistryFile.open(file, false);
    }

    /**
     * Opens a registry that ships with us.
     *
     * @param file its bytes; read to the end
     * @throws IOException when this is no registry
     */
    public static Registry builtIn(InputStream file) throws IOException {
        return RegistryFile.open(MemorySegment.ofArray(file.readAllBytes()), true, () -> {});
    }

    /** {@return a registry of several; what a later one says of a model's version goes before the earlier ones} */
    public static Registry of(List<Registry> registries) {
        Map<ModelDefinition.Key, ModelDefinition> models = new TreeMap<>();
        Map<ModelDefinition.Key, List<ComponentDefinition>> components = new TreeMap<>();
        Map<String, RelationshipDefinition> relationships = new LinkedHashMap<>();
        List<ContentStore> stores = new ArrayList<>();
        for (Registry registry : registries) {
            registry.content.models().forEach(model -> {
                models.put(model.key(), model);
                components.put(model.key(), registry.components(model.key()));
            });
            registry.relationships().forEach(one -> relationships.putIfAbsent(one.key(), one));
            stores.addAll(registry.stores);
        }
        return new Registry(
                new RegistryContent(
                        List.copyOf(models.values()),
                        components.values().stream().flatMap(List::stream).toList(),
                        List.copyOf(relationships.values())),
                List.copyOf(stores),
                () -> registries.forEach(Registry::close));
    }

    /** {@return all versions of all models, by name, then version} */
    public List<ModelDefinition> models() {
        return content.models();
    }

    /** {@return all components, by model} */
    public List<ComponentDefinition> components() {
        return content.components();
    }

    /** {@return all relationship definitions, by file} */
    public List<RelationshipDefinition> relationships() {
        return content.relationships();
    }

    /** {@return a version of a model} */
    public Optional<ModelDefinition> model(ModelDefinition.Key key) {
        return Optional.ofNullable(models.get(key));
    }

    /** {@return the components of a version of a model} */
    public List<ComponentDefinition> components(ModelDefinition.Key model) {
        return List.copyOf(byModel.getOrDefault(model, List.of()));
    }

    /** {@return the highest version of a model that has a component; its highest version when none has} */
    public Optional<ModelDefinition> latest(String name) {
        List<ModelDefinition> all = versions.getOrDefault(name.strip(), List.of());
        for (ModelDefinition model : all.reversed()) {
            if (byModel.containsKey(model.key())) {
                return Optional.of(model);
            }
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** {@return what a palette shows: of each model the latest version, of that each enabled kind} */
    public List<ComponentDefinition> palette() {
        NavigableSet<ModelDefinition.Key> latest = new TreeSet<>();
        versions.keySet().forEach(name -> latest(name).map(ModelDefinition::key).ifPresent(latest::add));
        return latest.stream()
                .flatMap(key -> components(key).stream())
                .filter(ComponentDefinition::enabled)
                .toList();
    }

    /**
     * Looks up a kind. Where several definitions fit, the one that docs/spec/registry.md prefers.
     *
     * @param model name of its model; empty for any
     * @param apiVersion such as {@code apps/v1}; empty for any
     * @param kind exactly as it is spelled
     */
    public Optional<ComponentDefinition> find(String model, String apiVersion, String kind) {
        String name = model.strip();
        String version = apiVersion.strip();
        return byKind.getOrDefault(kind, List.of()).stream()
                .filter(one -> name.isEmpty() || one.model().name().equals(name))
                .filter(one -> version.isEmpty() || one.apiVersion().equals(version))
                .findFirst();
    }

    /** {@return all definitions of a kind, the preferred one first} */
    public List<ComponentDefinition> definitions(String kind) {
        return List.copyOf(byKind.getOrDefault(kind, List.of()));
    }

    /**
     * Reads a content, such as a schema or an icon.
     *
     * @return null when the registry does not hold it
     * @throws UncheckedIOException when the registry's file is damaged
     */
    public byte @Nullable [] content(Digest digest) {
        for (ContentStore store : stores) {
            byte[] found = store.find(digest);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** {@return the search over what a palette shows} */
    public Search search() {
        return search;
    }

    /** {@return the schemas of the components, parsed} */
    public Schemas schemas() {
        return schemas;
    }

    /** {@return what the policy engine asks of kinds} */
    public Kinds kinds() {
        return new RegistryKinds(this);
    }

    /** {@return the text of a component's JSON Schema; empty when it has none} */
    public Optional<String> schemaText(ComponentDefinition component) {
        Digest schema = component.schema();
        return schema == null
                ? Optional.empty()
                : Optional.ofNullable(content(schema)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** {@return all that a component's file says but its schema and model: styles, capabilities, metadata...} */
    public Json.Fields details(ComponentDefinition component) {
        return details(component.details());
    }

    /** {@return all that a model's file says; empty when it has none} */
    public Json.Fields details(ModelDefinition model) {
        Digest details = model.details();
        return details == null ? Json.NO_FIELDS : details(details);
    }

    /** {@return the file that a relationship was read from; empty when it is of another registry} */
    public Json.Fields file(RelationshipDefinition relationship) {
        for (ContentStore store : stores) {
            byte[] tree = store.tree(relationship);
            if (tree != null) {
                return parsed(tree) instanceof Json.Fields fields ? fields : Json.NO_FIELDS;
            }
        }
        return Json.NO_FIELDS;
    }

    private Json.Fields details(Digest digest) {
        if (!(parsed(content(digest)) instanceof Json.Fields thin)) {
            return Json.NO_FIELDS;
        }
        Map<String, Json> values = new LinkedHashMap<>(thin.values());
        Digest shared = ComponentReader.shared(thin.find("capabilities"));
        if (shared != null) {
            values.put("capabilities", parsed(content(shared)));
        }
        return resolved(new Json.Fields(values)) instanceof Json.Fields whole ? whole : Json.NO_FIELDS;
    }

    private static Json parsed(byte @Nullable [] json) {
        try {
            return json == null ? Json.NIL : JsonReader.read(json, DEPTH_MAX, (_, _) -> {});
        } catch (IOException e) {
            throw new UncheckedIOException("a registry holds details that are no JSON", e);
        }
    }

    /** Puts long texts in the place of their names. */
    private Json resolved(Json json) {
        Digest text = ThinTree.referenced(json);
        if (text != null) {
            byte[] bytes = content(text);
            return bytes == null ? Json.NIL : Json.of(new String(bytes, StandardCharsets.UTF_8));
        }
        return switch (json) {
            case Json.Fields fields -> {
                Map<String, Json> values = new LinkedHashMap<>();
                fields.values().forEach((key, value) -> values.put(key, resolved(value)));
                yield new Json.Fields(values);
            }
            case Json.Items(List<Json> items) ->
                new Json.Items(items.stream().map(this::resolved).toList());
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> json;
        };
    }

    /** Lets go of its file, and removes it when it was made for this registry only. */
    @Override
    public void close() {
        close.run();
    }
}
