package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.registry.api.ServedKind;
import io.meshplay.models.relationship.Kinds.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes components of the kinds that clusters define. */
final class KindReader {
    private final ContentWriter contents;
    private final int descriptionCharsMax;

    KindReader(ContentWriter contents, RegistryLimits limits) {
        this.contents = contents;
        this.descriptionCharsMax = limits.textCharsInline();
    }

    /**
     * Makes a component.
     *
     * @param guessed whether nobody says of which model it is
     */
    Found.Component component(ServedKind kind, ModelDefinition.Key model, Place place, boolean guessed) {
        String title = ServedKind.title(kind.kind());
        Map<String, Json> metadata = new LinkedHashMap<>();
        if (kind.scope() != Scope.UNKNOWN) {
            metadata.put("isNamespaced", Json.of(kind.scope() == Scope.NAMESPACED));
        }
        metadata.put("isStorageVersion", Json.of(kind.storage()));
        metadata.put("names", kind.names());
        Json details = new Json.Fields(Map.of(
                "schemaVersion", Json.of("components.meshplay.io/v1beta1"),
                "version", Json.of("v1.0.0"),
                "displayName", Json.of(title),
                "format", Json.of("JSON"),
                "status", Json.of("enabled"),
                "component",
                        new Json.Fields(Map.of("kind", Json.of(kind.kind()), "version", Json.of(kind.apiVersion()))),
                "metadata", new Json.Fields(metadata)));
        var component = new ComponentDefinition(
                model,
                kind.apiVersion(),
                kind.kind(),
                title,
                cut(kind.schema().text("description")),
                kind.scope(),
                false,
                kind.storage(),
                "enabled",
                "",
                "",
                "components.meshplay.io/v1beta1",
                "v1.0.0",
                place.path(),
                kind.schema().isEmpty() ? null : contents.put(JsonWriter.bytes(kind.schema())),
                null,
                contents.put(JsonWriter.bytes(details)));
        return new Found.Component(component, model(model), guessed);
    }

    /** The whole of it stands in the schema. */
    private String cut(String description) {
        return description.length() <= descriptionCharsMax
                ? description
                : description.substring(0, descriptionCharsMax - 1) + "…";
    }

    private static ModelDefinition model(ModelDefinition.Key key) {
        return new ModelDefinition(
                key.name(), key.version(), key.name(), "", "", "", "kubernetes", "", false, "", "v1.0.0", "", null);
    }
}
