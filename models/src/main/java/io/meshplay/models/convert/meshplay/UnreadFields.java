package io.meshplay.models.convert.meshplay;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds fields of a file that nothing reads, so that the report can name them. What the registry says of a kind, and what a
 * design does not keep by rule, is known; a field that says nothing (null, false, an empty text, list or map) is not missed.
 */
final class UnreadFields {
    /** A place in a file whose fields are known. */
    enum Place {
        /** The top of a design with components. */
        DESIGN("id name schemaVersion version components relationships"),
        /** A component. */
        COMPONENT("id schemaVersion version displayName description format component model configuration metadata"
                + " styles capabilities status"),
        /** What a component is. */
        DEFINITION("kind version schema"),
        /** What is known of a component. */
        METADATA("isAnnotation isNamespaced published genealogy parentId whiteboardData order notes parent"
                + " hasInvalidSchema"),
        /** A relationship. */
        RELATIONSHIP(
                "id schemaVersion version kind type subType status from to selectors metadata evaluationQuery model"
                        + " capabilities"),
        /** The top of a design with services. */
        SERVICES("name version services"),
        /** A service. */
        SERVICE(
                "id name type apiVersion version model namespace labels annotations settings traits dependsOn isAnnotation"),
        /** What programs know of a service. */
        TRAITS("meshmap"),
        /** What the canvas knows of a service; its label is drawn of the name. */
        CANVAS("id label position parent edges meshmodel-data meshmodel-metadata whiteboardData");

        /** The names, each between blanks. */
        private final String known;

        Place(String known) {
            this.known = " " + known + " ";
        }

        private boolean knows(String name) {
            return name.indexOf(' ') < 0 && known.contains(" " + name + " ");
        }
    }

    private record Field(Place place, String name) {}

    private static final class Found {
        private final String path;
        private int times;

        private Found(String path) {
            this.path = path;
        }
    }

    private final Map<Field, Found> found = new LinkedHashMap<>();

    /** Looks at a map of the file. */
    void look(Json.Fields fields, Place place, String path) {
        fields.values().forEach((name, value) -> {
            if (!place.knows(name) && says(value)) {
                found.computeIfAbsent(new Field(place, name), _ -> new Found(Pointer.child(path, name))).times++;
            }
        });
    }

    private static boolean says(Json value) {
        return switch (value) {
            case Json.Nil _ -> false;
            case Json.Flag(boolean flag) -> flag;
            case Json.Text(String text) -> !text.isEmpty();
            case Json.Numeral _ -> true;
            case Json.Items(List<Json> items) -> items.stream().anyMatch(UnreadFields::says);
            case Json.Fields(Map<String, Json> fields) ->
                fields.values().stream().anyMatch(UnreadFields::says);
        };
    }

    /** Names each field once, where it stands first. */
    void report(Warnings warnings) {
        for (Found field : found.values()) {
            String more = field.times == 1 ? "" : " It stands in " + field.times + " places.";
            warnings.add(field.path, "This field is not understood; it is left out." + more);
        }
    }
}
