package io.meshplay.models.registry;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.text.YamlTrees;
import io.meshplay.models.relationship.Origin;
import io.meshplay.models.relationship.RelationshipReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a file holds. Its shape decides, neither its name nor its schema version: those come in every spelling,
 * under several hosts, or not at all. Any thread.
 */
final class FileReader {
    private static final Pattern PARSER = Pattern.compile(" \\(start marker at .*]\\)|, from `Stream.*`(?=\\))");

    private final RegistryLimits limits;
    private final ThinTree trees;
    private final ModelReader models;
    private final ComponentReader components;
    private final CrdReader crds;

    FileReader(RegistryLimits limits, ContentWriter contents) {
        this.limits = limits;
        this.trees = new ThinTree(limits, text -> contents.put(text.getBytes(StandardCharsets.UTF_8)));
        this.models = new ModelReader(contents);
        this.components = new ComponentReader(contents, models);
        this.crds = new CrdReader(contents);
    }

    /**
     * What a file holds.
     *
     * @param found definitions, at least one
     * @param refused why parts of it are not taken
     */
    record Content(List<Found> found, List<String> refused) {}

    /** {@return the definitions in a file, at least one; of several documents each is taken or not} */
    Content read(String path, byte[] content) throws NotTakenException {
        try {
            List<Json> trees = trees(path, content);
            List<Found> found = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            for (int i = 0; i < trees.size(); i++) {
                try {
                    take(trees.get(i), Place.of(path), content, found);
                } catch (NotTakenException e) {
                    refused.add(trees.size() == 1 ? e.reason() : "Document " + (i + 1) + ": " + e.reason());
                }
            }
            if (found.isEmpty()) {
                throw new NotTakenException(refused.isEmpty() ? "There is nothing in the file." : refused.getFirst());
            }
            return new Content(found, refused);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw new NotTakenException("It is no JSON: " + firstLine(e.getOriginalMessage()) + where + ".");
        } catch (IOException e) {
            throw new NotTakenException("It cannot be read: " + firstLine(e.getMessage()) + ".");
        }
    }

    private List<Json> trees(String path, byte[] content) throws IOException, NotTakenException {
        String name = path.toLowerCase(Locale.ROOT);
        int start = start(content);
        if (start == content.length) {
            throw new NotTakenException("The file is empty.");
        }
        if (content[start] == '{' || content[start] == '[') {
            Json tree = trees.read(start == 0 ? content : Arrays.copyOfRange(content, start, content.length));
            return tree instanceof Json.Items(List<Json> items) ? items : List.of(tree);
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return YamlTrees.read(new String(content, StandardCharsets.UTF_8), limits.depthMax());
        }
        throw new NotTakenException(
                name.endsWith(".rego")
                        ? "A Rego policy: relationships are evaluated without it."
                        : "Neither JSON nor YAML.");
    }

    /** White space and the byte order mark go before the first value. */
    private static int start(byte[] content) {
        int at = content.length > 2 && (content[0] & 0xff) == 0xef && (content[1] & 0xff) == 0xbb ? 3 : 0;
        while (at < content.length && (content[at] == ' ' || (content[at] >= 9 && content[at] <= 13))) {
            at++;
        }
        return at;
    }

    private void take(Json tree, Place place, byte[] content, List<Found> found) throws IOException, NotTakenException {
        room(found, 1);
        if (tree.equals(Json.NIL)) {
            return;
        }
        if (!(tree instanceof Json.Fields file)) {
            throw new NotTakenException("A definition is a map.");
        }
        Json.Fields component = ComponentReader.mended(file);
        if (component.find("component") instanceof Json.Fields || isFlat(component)) {
            found.add(components.file(component, place));
        } else if (file.find("selectors") != null) {
            found.add(relationship(tree, place, content));
        } else if (file.text("kind").equals(CrdReader.KIND)) {
            List<Found> versions = crds.file(file, place);
            room(found, versions.size());
            found.addAll(versions);
        } else if (file.text("kind").endsWith("List") && file.find("items") instanceof Json.Items(List<Json> items)) {
            for (Json item : items) {
                take(item, place, content, found);
            }
        } else {
            model(file, place, content, found);
        }
    }

    private void room(List<Found> found, int more) throws NotTakenException {
        if (found.size() + more > limits.definitionsMax()) {
            throw new NotTakenException("More than " + limits.definitionsMax() + " definitions in one file.");
        }
    }

    private static boolean isFlat(Json.Fields file) {
        return !file.text("kind").isBlank() && file.find("schema") != null && file.find("selectors") == null;
    }

    /** A file of its own is read anew, in full: it is small, and the thin tree leaves its long texts out. */
    private Found relationship(Json thin, Place place, byte[] content) throws IOException, NotTakenException {
        boolean alone = content[start(content)] == '{';
        Json tree = alone ? JsonReader.read(content, limits.depthMax(), (_, _) -> {}) : thin;
        try {
            return new Found.Relationship(RelationshipReader.read(tree, Origin.of(place.path(), place.model())), tree);
        } catch (IllegalArgumentException e) {
            throw new NotTakenException(String.valueOf(e.getMessage()));
        }
    }

    private void model(Json.Fields file, Place place, byte[] content, List<Found> found)
            throws IOException, NotTakenException {
        Json.Fields model = ModelReader.mended(file);
        boolean shaped = model.find("model") instanceof Json.Fields
                || model.find("category") != null
                || model.find("registrant") instanceof Json.Fields;
        if (!shaped) {
            throw new NotTakenException(other(file));
        }
        Found.Model read = models.file(model, place);
        if (read.model().name().isEmpty()) {
            throw new NotTakenException("A model without a name.");
        }
        found.add(read);
        for (Json part : model.items("components")) {
            take(part, place, content, found);
        }
    }

    private static String other(Json.Fields file) {
        if (file.find("components") != null || file.find("services") != null) {
            return "A design: it is imported, not loaded into a registry.";
        }
        String schema = file.text("schemaVersion");
        if (schema.startsWith("connection") || schema.startsWith("credential")) {
            return "A definition of a connection or credential.";
        }
        return file.find("apiVersion") != null && file.find("kind") != null
                ? "A Kubernetes object that is no custom resource definition."
                : "Neither a model, a component, a relationship nor a custom resource definition.";
    }

    private static String firstLine(@Nullable String text) {
        // What the parser says of its own settings helps nobody.
        String message = text == null
                ? ""
                : PARSER.matcher(text.lines().findFirst().orElse("")).replaceAll("");
        String cut = message.length() > 300 ? message.substring(0, 300) : message;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
