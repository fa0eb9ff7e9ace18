package io.meshplay.models.registry.export;

import io.meshplay.models.convert.meshplay.Credentials;
import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Finding;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.registry.ComponentDefinition;
import io.meshplay.models.registry.ModelDefinition;
import io.meshplay.models.registry.Registry;
import io.meshplay.models.relationship.RelationshipDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One version of a model as files, under the paths that Meshplay keeps them at: {@code <model>/<version>/<definition
 * version>/model.json}, and beside it {@code components} and {@code relationships}. Equal registries give equal bytes, and a
 * registry that is loaded from them gives them again.
 */
public final class ModelExport {
    private final Registry registry;
    private final ModelDefinition model;
    private final ExportLimits limits;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<Finding> leftOut = new ArrayList<>();
    private final String root;
    private final String home;
    private long bytes;

    private ModelExport(Registry registry, ModelDefinition model, ExportLimits limits) {
        this.registry = registry;
        this.model = model;
        this.limits = limits;
        String name = FileNames.step(model.name());
        String version = model.definitionVersion().matches("v?[0-9]+\\.[0-9]+\\.[0-9]+")
                ? model.definitionVersion()
                : DefinitionForm.DEFINITION_VERSION;
        // A model of no version stands in its directory alone: a directory's name would become one.
        this.root = model.version().isEmpty() ? name : name + "/" + FileNames.step(model.version());
        this.home = model.version().isEmpty() ? root + "/" : root + "/" + version + "/";
    }

    /**
     * What is exported.
     *
     * @param model the version of the model
     * @param root directory that holds all files and nothing else
     * @param files content by path
     * @param components how many of the files are components
     * @param relationships how many of them are relationships
     * @param leftOut what is not in them, by file and JSON pointer
     */
    public record Exported(
            ModelDefinition model,
            String root,
            SortedMap<String, byte[]> files,
            int components,
            int relationships,
            List<Finding> leftOut) {
        /** Keeps the files from being changed. */
        public Exported {
            files = Collections.unmodifiableSortedMap(files);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Makes the files of a version of a model.
     *
     * @param model one of the registry
     * @throws ExportRefusedException when they are larger than memory should hold
     */
    public static Exported of(Registry registry, ModelDefinition model, ExportLimits limits)
            throws ExportRefusedException {
        return new ModelExport(registry, model, limits).exported();
    }

    private Exported exported() throws ExportRefusedException {
        Json.Fields file = scrubbed(home + "model.json", DefinitionForm.model(model, registry.details(model)));
        put(home + "model.json", file);
        List<ComponentDefinition> components = registry.components(model.key());
        List<String> names = FileNames.each(
                components.stream().map(one -> FileNames.step(one.kind())).toList(),
                components.stream()
                        .map(one -> FileNames.step(one.kind()) + "." + FileNames.step(one.apiVersion()))
                        .toList());
        Json.Fields embedded = DefinitionForm.embedded(file);
        for (int i = 0; i < components.size(); i++) {
            ComponentDefinition one = components.get(i);
            String schema = registry.schemaText(one).orElse("");
            put(
                    home + "components/" + names.get(i) + ".json",
                    DefinitionForm.component(one, registry.details(one), schema, embedded));
        }
        int relationships = relationships();
        return new Exported(model, root, files, components.size(), relationships, leftOut);
    }

    private int relationships() throws ExportRefusedException {
        List<RelationshipDefinition> own =
                registry.relationships().stream().filter(this::belongs).toList();
        List<String> stems = own.stream().map(ModelExport::stem).toList();
        List<String> names = FileNames.each(stems, stems);
        for (int i = 0; i < own.size(); i++) {
            String path = home + "relationships/" + names.get(i) + ".json";
            put(path, scrubbed(path, registry.file(own.get(i))));
        }
        return own.size();
    }

    /** A rule that names no version holds for each; one that names a version which is not here goes with the latest. */
    private boolean belongs(RelationshipDefinition relationship) {
        String named = relationship.model().name();
        boolean known = !relationship.model().any() && registry.latest(named).isPresent();
        String name = known ? named : relationship.origin().model();
        String version = relationship.model().version();
        if (!name.equals(model.name())) {
            return false;
        }
        if (version.isEmpty() || version.equals("*") || version.equals(model.version())) {
            return true;
        }
        boolean elsewhere =
                registry.model(new ModelDefinition.Key(name, version)).isPresent();
        return !elsewhere
                && registry.latest(name)
                        .map(ModelDefinition::key)
                        .filter(model.key()::equals)
                        .isPresent();
    }

    private static String stem(RelationshipDefinition relationship) {
        String source = relationship.origin().source();
        String file = source.substring(source.lastIndexOf('/') + 1);
        return FileNames.step(file.replaceFirst("\\.(?:json|ya?ml)$", ""));
    }

    private Json.Fields scrubbed(String path, Json.Fields file) {
        var warnings = new Warnings(limits.leftOutMax());
        Json.Fields clean = new Credentials(warnings).removed(file);
        warnings.all().forEach(one -> leftOut.add(new Finding(path + "#" + one.path(), one.message())));
        return clean;
    }

    private void put(String path, Json.Fields file) throws ExportRefusedException {
        byte[] content = JsonWriter.bytes(file);
        bytes += content.length;
        if (bytes > limits.modelBytesMax()) {
            throw new ExportRefusedException("The files of " + model.name() + " " + model.version() + " have more than "
                    + limits.modelBytesMax() + " bytes.");
        }
        files.put(path, content);
    }
}
