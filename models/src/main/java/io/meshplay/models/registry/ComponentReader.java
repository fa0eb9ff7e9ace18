package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.registry.text.Spelling;
import io.meshplay.models.relationship.Kinds.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads components of every version, the old flat form among them. */
final class ComponentReader {
    /** Only field of the map that stands for capabilities, which many components share and are a content of their own. */
    private static final String JSON_REFERENCE = "$json";

    private static final Spelling ROOT = new Spelling(Set.of(
            "apiVersion",
            "capabilities",
            "component",
            "configuration",
            "createdAt",
            "description",
            "displayName",
            "format",
            "hostID",
            "id",
            "kind",
            "metadata",
            "model",
            "modelReference",
            "schema",
            "schemaVersion",
            "status",
            "styles",
            "updatedAt",
            "version"));
    private static final Spelling COMPONENT = new Spelling(Set.of("kind", "schema", "version"));
    private static final Spelling METADATA = new Spelling(Set.of(
            "genealogy",
            "isAnnotation",
            "isNamespaced",
            "published",
            "svgColor",
            "svgWhite",
            "svgComplete",
            "primaryColor",
            "shape"));
    private static final Spelling STYLES =
            new Spelling(Set.of("primaryColor", "secondaryColor", "shape", "svgColor", "svgWhite", "svgComplete"));

    private final ContentWriter contents;
    private final ModelReader models;

    ComponentReader(ContentWriter contents, ModelReader models) {
        this.contents = contents;
        this.models = models;
    }

    static Json.Fields mended(Json.Fields file) {
        return ROOT.mended(file);
    }

    /** {@return the content that stands for capabilities; null when they stand there themselves} */
    static @Nullable Digest shared(@Nullable Json capabilities) {
        return ThinTree.named(capabilities, JSON_REFERENCE);
    }

    Found.Component file(Json.Fields mended, Place place) throws IOException, NotTakenException {
        boolean flat = !(mended.find("component") instanceof Json.Fields);
        Json.Fields component = flat ? mended : COMPONENT.mended(mended.fields("component"));
        String kind = component.text("kind").strip();
        if (kind.isEmpty()) {
            throw new NotTakenException("A component definition without a kind.");
        }
        Json.Fields metadata = METADATA.mended(mended.fields("metadata"));
        Json.Fields styles = STYLES.mended(mended.fields("styles"));
        Json.Fields looks = styles.isEmpty() ? metadata : styles;
        Json model = mended.find("model");
        ModelDefinition home = models.embedded(model == null ? mended.find("modelReference") : model, metadata, place);
        if (home.name().isEmpty()) {
            throw new NotTakenException(
                    "A component definition that names no model and stands in no model's directory.");
        }
        return new Found.Component(
                new ComponentDefinition(
                        home.key(),
                        component.text(flat ? "apiVersion" : "version").strip(),
                        kind,
                        ModelReader.first(mended.text("displayName"), kind),
                        mended.text("description"),
                        scope(metadata.find("isNamespaced")),
                        metadata.flag("isAnnotation"),
                        metadata.flag("isStorageVersion"),
                        mended.text("status"),
                        looks.text("shape"),
                        looks.text("primaryColor"),
                        mended.text("schemaVersion"),
                        flat ? "" : mended.text("version"),
                        place.path(),
                        schema(component.find("schema")),
                        icon(looks.find("svgColor")),
                        details(mended, flat, component, metadata, styles)),
                home,
                false);
    }

    private static Scope scope(@Nullable Json namespaced) {
        return switch (namespaced) {
            case Json.Flag(boolean yes) -> yes ? Scope.NAMESPACED : Scope.CLUSTER;
            case Json.Text(String yes) when yes.equals("true") -> Scope.NAMESPACED;
            case Json.Text(String yes) when yes.equals("false") -> Scope.CLUSTER;
            case null, default -> Scope.UNKNOWN;
        };
    }

    /** Most files have the schema as a text; that it is JSON shows when somebody uses it. */
    private @Nullable Digest schema(@Nullable Json schema) throws IOException {
        Digest kept = ThinTree.referenced(schema);
        if (kept != null) {
            return kept;
        }
        return switch (schema) {
            case Json.Text(String text)
            when text.length() > 2 && text.stripLeading().startsWith("{") ->
                contents.put(text.getBytes(StandardCharsets.UTF_8));
            case Json.Fields fields when !fields.isEmpty() -> contents.put(JsonWriter.bytes(fields));
            case null, default -> null;
        };
    }

    private @Nullable Digest icon(@Nullable Json svg) throws IOException {
        Digest kept = ThinTree.referenced(svg);
        if (kept != null) {
            return kept;
        }
        return svg instanceof Json.Text(String text) && !text.isBlank()
                ? contents.put(text.getBytes(StandardCharsets.UTF_8))
                : null;
    }

    /** All that the file says but the schema and the model; what many components share is a content of its own. */
    private Digest details(
            Json.Fields file, boolean flat, Json.Fields component, Json.Fields metadata, Json.Fields styles)
            throws IOException {
        Map<String, Json> details = new LinkedHashMap<>(file.values());
        details.remove("model");
        details.remove("schema");
        if (!flat) {
            Map<String, Json> kind = new LinkedHashMap<>(component.values());
            kind.remove("schema");
            details.put("component", new Json.Fields(kind));
        }
        if (!metadata.isEmpty()) {
            details.put("metadata", metadata);
        }
        if (!styles.isEmpty()) {
            details.put("styles", styles);
        }
        if (file.find("capabilities") instanceof Json.Items capabilities) {
            Digest kept = contents.put(JsonWriter.bytes(capabilities));
            details.put("capabilities", new Json.Fields(Map.of(JSON_REFERENCE, Json.of(kept.hex()))));
        }
        return contents.put(JsonWriter.bytes(new Json.Fields(details)));
    }
}
