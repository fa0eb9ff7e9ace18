package io.meshplay.models.relationship;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.RelationshipDefinition.Alternative;
import io.meshplay.models.relationship.RelationshipDefinition.ModelName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads relationship definitions of every version that the registry holds. Hosts in schema versions are ignored,
 * misspelled keys read as they are meant, what is missing is empty.
 */
public final class RelationshipReader {
    private RelationshipReader() {}

    /**
     * Reads one definition.
     *
     * @param tree content of the file
     * @throws IllegalArgumentException when this is no relationship definition; the message says why
     */
    public static RelationshipDefinition read(Json tree, Origin origin) {
        if (!(tree instanceof Json.Fields file)) {
            throw new IllegalArgumentException("A relationship definition is a map.");
        }
        String kind = name(file, "kind");
        if (kind.isEmpty() || file.find("selectors") == null) {
            throw new IllegalArgumentException("A relationship definition has a kind and selectors.");
        }
        ModelName model = model(file.find("model"));
        List<Alternative> selectors = new ArrayList<>();
        for (Json item : items(file.find("selectors"))) {
            if (item instanceof Json.Fields set) {
                selectors.add(alternative(set));
            }
        }
        String type = name(file, "type");
        String subType = name(file, "subType");
        subType = subType.equalsIgnoreCase("matchlabels") ? "matchLabels" : subType;
        Json.Fields metadata = file.fields(file.find("metadata") == null ? "metdata" : "metadata");
        return new RelationshipDefinition(
                RelationshipKey.of(file.text("id"), origin, kind + "/" + type + "/" + subType, model, file),
                origin,
                text(file, "schemaVersion", "apiVersion"),
                kind,
                type,
                subType,
                name(file, "status"),
                text(metadata, "description", "summary"),
                model,
                selectors,
                metadata.flag("acrossNamespaces"),
                metadata);
    }

    private static Alternative alternative(Json.Fields set) {
        Json.Fields allow = set.fields("allow");
        // 21 files of the registry have the denied pairs inside the allowed ones.
        Json.Fields deny = set.find("deny") == null ? allow.fields("deny") : set.fields("deny");
        return new Alternative(
                SelectorReader.read(allow.find("from")),
                SelectorReader.read(allow.find("to")),
                SelectorReader.read(deny.find("from")),
                SelectorReader.read(deny.find("to")));
    }

    static ModelName model(@Nullable Json json) {
        if (json instanceof Json.Text(String name)) {
            return new ModelName(name.strip(), "", "");
        }
        if (!(json instanceof Json.Fields fields)) {
            return ModelName.ANY;
        }
        String version = fields.fields("model").text("version");
        return new ModelName(
                name(fields, "name"),
                version.isEmpty() ? name(fields, "version") : version.strip(),
                fields.fields("registrant").text("kind"));
    }

    static String name(Json.Fields fields, String key) {
        return fields.text(key).strip();
    }

    private static String text(Json.Fields fields, String key, String older) {
        String text = fields.text(key);
        return text.isEmpty() ? fields.text(older) : text;
    }

    /** {@return the items of a list; one of what is no list} */
    static List<Json> items(@Nullable Json json) {
        return switch (json) {
            case null -> List.of();
            case Json.Items(List<Json> items) -> items;
            case Json.Nil _ -> List.of();
            case Json.Fields _, Json.Text _, Json.Flag _, Json.Numeral _ -> List.of(json);
        };
    }
}
