package io.meshplay.models.registry;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.api.CustomResources;
import io.meshplay.models.registry.api.OpenApi;
import io.meshplay.models.registry.api.ServedKind;
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

    private static final String UNKNOWN_RELEASE = "v0.0.0";

    private final RegistryLimits limits;
    private final ThinTree trees;
    private final ModelReader models;
    private final ComponentReader components;
    private final KindReader kinds;

    FileReader(RegistryLimits limits, ContentWriter contents) {
        this.limits = limits;
        this.trees = new ThinTree(limits, text -> contents.put(text.getBytes(StandardCharsets.UTF_8)));
        this.models = new ModelReader(contents);
        this.components = new ComponentReader(contents, models);
        this.kinds = new KindReader(contents, limits);
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
            List<Found> found = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            List<Json> trees = TemplateFile.is(path, content)
                    ? TemplateFile.documents(content, limits.depthMax(), refused)
                    : trees(path, content);
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
            List<Json> trees = YamlTrees.read(new String(content, StandardCharsets.UTF_8), limits.depthMax());
            ThinTree.check(trees);
            return trees;
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
        // Its components are none of ours, but for one letter.
        if (OpenApi.is(file)) {
            Json whole = file(content);
            openApi(whole == null ? file : ThinTree.whole(file, whole), place, found);
            return;
        }
        Json.Fields component = ComponentReader.mended(file);
        if (component.find("component") instanceof Json.Fields || isFlat(component)) {
            found.add(components.file(component, place));
        } else if (file.find("selectors") != null) {
            found.add(relationship(tree, place, content));
        } else if (file.text("kind").equals(CustomResources.KIND)) {
            customResources(file, place, found);
        } else if (Charts.is(place, file)) {
            found.add(Charts.read(file, place, models));
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
            throw new NotTakenException(tooMany());
        }
    }

    private String tooMany() {
        return "More than " + limits.definitionsMax() + " definitions in one file.";
    }

    private static boolean isFlat(Json.Fields file) {
        return !file.text("kind").isBlank() && file.find("schema") != null && file.find("selectors") == null;
    }

    private void customResources(Json.Fields file, Place place, List<Found> found) throws NotTakenException {
        try {
            List<ServedKind> versions = CustomResources.read(file);
            room(found, versions.size());
            for (ServedKind kind : versions) {
                TemplateFile.refuseValues(kind);
                var model = new ModelDefinition.Key(kind.group(), CustomResources.release(file));
                found.add(kinds.component(kind, model, place, true));
            }
        } catch (IllegalArgumentException e) {
            throw new NotTakenException(String.valueOf(e.getMessage()));
        }
    }

    /** The kinds of Kubernetes itself are a model; all others are a model for each group, of a version that nobody says. */
    private void openApi(Json document, Place place, List<Found> found) throws NotTakenException {
        if (!(document instanceof Json.Fields file)) {
            return;
        }
        String release = ModelReader.first(OpenApi.release(file), UNKNOWN_RELEASE);
        List<Found> read = new ArrayList<>();
        try {
            OpenApi.read(file, kind -> {
                var model = kind.own()
                        ? new ModelDefinition.Key(Preference.CORE_MODEL, release)
                        : new ModelDefinition.Key(kind.group(), UNKNOWN_RELEASE);
                if (found.size() + read.size() >= limits.definitionsMax()) {
                    throw new IllegalArgumentException(tooMany());
                }
                read.add(kinds.component(kind, model, place, false));
            });
        } catch (IllegalArgumentException e) {
            throw new NotTakenException(String.valueOf(e.getMessage()));
        }
        found.addAll(read);
    }

    /** What stands alone in its file is read in full from there: a thin tree has nothing of the icons of its model. */
    private Found relationship(Json thin, Place place, byte[] content) throws IOException, NotTakenException {
        Json file = file(content);
        boolean alone = file instanceof Json.Fields fields && fields.find("selectors") != null;
        Json tree = file == null ? thin : alone ? file : ThinTree.whole(thin, file);
        try {
            return new Found.Relationship(RelationshipReader.read(tree, Origin.of(place.path(), place.model())), tree);
        } catch (IllegalArgumentException e) {
            throw new NotTakenException(String.valueOf(e.getMessage()));
        }
    }

    /** {@return all that a file of JSON says; null of YAML, whose trees have their long texts} */
    private @Nullable Json file(byte[] content) throws IOException {
        int start = start(content);
        if (content[start] != '{' && content[start] != '[') {
            return null;
        }
        byte[] json = start == 0 ? content : Arrays.copyOfRange(content, start, content.length);
        return JsonReader.read(json, limits.depthMax(), (_, _) -> {});
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
        for (String parts : List.of("components", "relationships")) {
            for (Json part : model.items(parts)) {
                take(part, place, content, found);
            }
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

    static String firstLine(@Nullable String text) {
        // What the parser says of its own settings helps nobody.
        String message = text == null
                ? ""
                : PARSER.matcher(text.lines().findFirst().orElse("")).replaceAll("");
        String cut = message.length() > 300 ? message.substring(0, 300) : message;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
