package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.registry.text.Spelling;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what files say of models: their own files of every version, and what components carry along. */
final class ModelReader {
    private static final Spelling ROOT = new Spelling(Set.of(
            "category",
            "components",
            "connection_id",
            "description",
            "displayName",
            "hostID",
            "id",
            "metadata",
            "model",
            "name",
            "registrant",
            "relationships",
            "schemaVersion",
            "status",
            "subCategory",
            "version"));
    private static final Set<String> OWN_FIELDS = Set.of("components", "relationships");

    private final ContentWriter contents;

    ModelReader(ContentWriter contents) {
        this.contents = contents;
    }

    static Json.Fields mended(Json.Fields file) {
        return ROOT.mended(file);
    }

    Found.Model file(Json.Fields mended, Place place) throws IOException {
        Map<String, Json> details = new LinkedHashMap<>(mended.values());
        details.keySet().removeAll(OWN_FIELDS);
        Digest kept = contents.put(JsonWriter.bytes(new Json.Fields(details)));
        return new Found.Model(model(mended, place, kept));
    }

    /** {@return the model that a component's file names; fields of the place stand in for what it leaves out} */
    ModelDefinition embedded(@Nullable Json model, Json.Fields metadata, Place place) {
        Json.Fields fields = switch (model) {
            case Json.Fields map -> mended(map);
            case Json.Text name -> new Json.Fields(Map.of("name", name));
            case null, default -> Json.NO_FIELDS;
        };
        if (fields.text("name").isBlank() && !metadata.text("model").isBlank()) {
            Map<String, Json> named = new LinkedHashMap<>(fields.values());
            named.put("name", Json.of(metadata.text("model")));
            named.putIfAbsent("displayName", Json.of(metadata.text("modelDisplayName")));
            fields = new Json.Fields(named);
        }
        return model(fields, place, null);
    }

    private static ModelDefinition model(Json.Fields fields, Place place, @Nullable Digest details) {
        String name = first(fields.text("name"), place.model());
        return new ModelDefinition(
                name,
                version(fields, place, details != null),
                first(fields.text("displayName"), name),
                fields.text("description"),
                name(fields.find("category")),
                first(fields.text("subCategory"), fields.text("sub_category")),
                fields.fields("registrant").text("kind"),
                fields.text("status"),
                fields.fields("metadata").flag("isAnnotation"),
                fields.text("schemaVersion"),
                fields.text("version").strip(),
                details == null ? "" : place.path(),
                details);
    }

    /** In old files of components {@code model.version} is the version of the model, without a map between. */
    private static String version(Json.Fields fields, Place place, boolean file) {
        String version = first(fields.fields("model").text("version"), place.version());
        boolean old =
                fields.find("model") == null && !file && fields.text("name").isBlank();
        return old ? first(fields.text("version"), version) : first(version, fields.text("version"));
    }

    private static String name(@Nullable Json category) {
        return switch (category) {
            case Json.Fields fields -> fields.text("name").strip();
            case Json.Text(String name) -> name.strip();
            case null, default -> "";
        };
    }

    static String first(String text, String other) {
        return text.isBlank() ? other.strip() : text.strip();
    }
}
