package io.meshplay.models.design;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of components and relationships that are plain values: the live document and the canonical form write them alike. */
final class PlainFields {
    private PlainFields() {}

    static Map<String, Json> of(Component component) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("model", Json.of(component.model()));
        fields.put("kind", Json.of(component.kind()));
        fields.put("version", Json.of(component.version()));
        fields.put("name", Json.of(component.name()));
        if (component.parent() != null) {
            fields.put("parent", Json.of(component.parent()));
        }
        fields.put("z", Json.of(component.z()));
        fields.put("pos", pair(component.position().x(), component.position().y()));
        fields.put("size", pair(component.size().width(), component.size().height()));
        return fields;
    }

    static Map<String, Json> of(Relationship relationship) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("from", Json.of(relationship.from()));
        fields.put("to", Json.of(relationship.to()));
        fields.put("kind", Json.of(relationship.kind()));
        if (relationship.sub() != null) {
            fields.put("sub", Json.of(relationship.sub()));
        }
        if (relationship.selectors() != null) {
            fields.put("selectors", relationship.selectors());
        }
        return fields;
    }

    private static Json pair(double first, double second) {
        return new Json.Items(List.of(Json.of(first), Json.of(second)));
    }
}
