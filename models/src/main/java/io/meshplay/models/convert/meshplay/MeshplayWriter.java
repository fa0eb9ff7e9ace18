package io.meshplay.models.convert.meshplay;

import io.meshplay.models.convert.report.ImportReport.Format;
import io.meshplay.models.convert.text.JsonPrinter;
import io.meshplay.models.convert.text.YamlWriter;
import io.meshplay.models.design.CanonicalDesign;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes a design as a file of the form v1beta3 or v1beta1, which differ in the name of the schema only. The importer reads
 * it back to an equal design, and equal designs are equal files.
 */
public final class MeshplayWriter {
    private static final String SCHEMAS = ".meshplay.khulnasoft.com/";
    private static final String FILE_VERSION = "0.0.1";
    private static final String DEFINITION_VERSION = "v1.0.0";

    /** A list's items are known by their names: these stand first. */
    private static final Comparator<String> NAME_FIRST =
            Comparator.comparing((String key) -> !key.equals("name")).thenComparing(Comparator.naturalOrder());

    private MeshplayWriter() {}

    /**
     * {@return the design as YAML in UTF-8}
     *
     * @param form v1beta3 or v1beta1
     */
    public static byte[] yaml(Design design, Format form) {
        return YamlWriter.text(form(design, form)).getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the design as JSON in UTF-8} */
    public static byte[] json(Design design) {
        return JsonPrinter.text(form(design, Format.V1BETA3)).getBytes(StandardCharsets.UTF_8);
    }

    private static Json.Fields form(Design design, Format version) {
        Map<String, Json> form = new LinkedHashMap<>();
        form.put("id", Json.of(id(design)));
        form.put("name", Json.of(design.name()));
        form.put("schemaVersion", Json.of("designs" + SCHEMAS + (version == Format.V1BETA1 ? "v1beta1" : "v1beta3")));
        form.put("version", Json.of(FILE_VERSION));
        form.put(
                "components",
                new Json.Items(design.components().stream()
                        .map(MeshplayWriter::component)
                        .toList()));
        form.put(
                "relationships",
                new Json.Items(design.relationships().stream()
                        .map(MeshplayWriter::relationship)
                        .toList()));
        return new Json.Fields(form);
    }

    /** The form asks for a UUID: one of version 8, made of the content's hash, so that equal designs have the same. */
    private static String id(Design design) {
        String hash = CanonicalDesign.of(design).hash();
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hash.substring(hash.indexOf(':') + 1)));
        long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
        long low = (bytes.getLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low).toString();
    }

    private static Json component(Component component) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("id", Json.of(component.id()));
        fields.put("schemaVersion", Json.of("components" + SCHEMAS + "v1beta1"));
        fields.put("version", Json.of(DEFINITION_VERSION));
        fields.put("displayName", Json.of(component.name()));
        fields.put("format", Json.of("JSON"));
        Map<String, Json> definition = new LinkedHashMap<>();
        definition.put("kind", Json.of(component.kind()));
        definition.put("version", Json.of(component.version()));
        definition.put("schema", Json.of(""));
        fields.put("component", new Json.Fields(definition));
        fields.put("model", new Json.Fields(Map.of("name", Json.of(component.model()))));
        fields.put("configuration", sorted(component.configuration().nested()));
        fields.put("metadata", metadata(component));
        fields.put("styles", styles(component));
        return new Json.Fields(fields);
    }

    private static Json metadata(Component component) {
        Map<String, Json> metadata = new LinkedHashMap<>();
        metadata.put("isAnnotation", Json.of(component.annotation()));
        if (component.parent() != null) {
            metadata.put(ComponentsForm.PARENT, Json.of(component.parent()));
        }
        metadata.put(ComponentsForm.ORDER, Json.of(component.z()));
        if (!component.notes().isEmpty()) {
            metadata.put(ComponentsForm.NOTES, Json.of(component.notes()));
        }
        return new Json.Fields(metadata);
    }

    private static Json styles(Component component) {
        Map<String, Json> styles = new LinkedHashMap<>();
        Map<String, Json> position = new LinkedHashMap<>();
        position.put("x", Json.of(component.position().x()));
        position.put("y", Json.of(component.position().y()));
        styles.put("position", new Json.Fields(position));
        styles.put("width", Json.of(component.size().width()));
        styles.put("height", Json.of(component.size().height()));
        new TreeMap<>(component.style().values()).forEach((key, value) -> styles.put(key, sorted(value)));
        if (component.annotation()) {
            styles.remove(Component.ANNOTATION_STYLE);
        }
        return new Json.Fields(styles);
    }

    private static Json relationship(Relationship relationship) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("id", Json.of(relationship.id()));
        fields.put("schemaVersion", Json.of("relationships" + SCHEMAS + "v1alpha3"));
        fields.put("version", Json.of(DEFINITION_VERSION));
        fields.put("kind", Json.of(relationship.kind()));
        String type = relationship.metadata().text("type");
        if (!type.isEmpty()) {
            fields.put("type", Json.of(type));
        }
        if (relationship.sub() != null) {
            fields.put("subType", Json.of(relationship.sub()));
        }
        fields.put("status", Json.of("approved"));
        fields.put("from", Json.of(relationship.from()));
        fields.put("to", Json.of(relationship.to()));
        Json selectors = relationship.selectors();
        fields.put(
                "selectors",
                sorted(selectors == null ? Relationship.ends(relationship.from(), relationship.to()) : selectors));
        if (!relationship.metadata().isEmpty()) {
            fields.put("metadata", sorted(relationship.metadata()));
        }
        return new Json.Fields(fields);
    }

    /** A live document keeps no order of fields; a file has one, always the same. */
    private static Json sorted(Json json) {
        return switch (json) {
            case Json.Fields(Map<String, Json> fields) -> {
                Map<String, Json> sorted = new TreeMap<>(NAME_FIRST);
                fields.forEach((key, value) -> sorted.put(key, sorted(value)));
                yield new Json.Fields(sorted);
            }
            case Json.Items(List<Json> items) -> {
                List<Json> sorted = new ArrayList<>(items.size());
                items.forEach(item -> sorted.add(sorted(item)));
                yield new Json.Items(sorted);
            }
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> json;
        };
    }
}
