package io.meshplay.models.convert.meshplay;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes back what display did to names of fields: {@code match Labels} is {@code matchLabels} again. A camel-case name is
 * split before its capitals, so names that start small are certain. In {@code Match Labels} the first letter was changed
 * too: that is certain only where the name is a field's, not a user's own key.
 */
final class PrettyKeys {
    private static final Pattern SPLIT = Pattern.compile("[a-z][a-zA-Z0-9]*(?: [A-Z][A-Za-z0-9]*)+");
    private static final Pattern TITLE = Pattern.compile("[A-Z][a-z0-9]+(?: [A-Z][A-Za-z0-9]*)+");

    /** Maps whose keys users choose, though never with blanks. */
    private static final Set<String> OWN_KEYS = Set.of(
            "labels",
            "annotations",
            "matchLabels",
            "match Labels",
            "nodeSelector",
            "node Selector",
            "data",
            "stringData",
            "string Data",
            "binaryData",
            "binary Data",
            "limits",
            "requests",
            "capacity",
            "properties");

    /** Maps whose keys users choose, with blanks as they like. */
    private static final Set<String> FREE_KEYS = Set.of("tags", "parameters", "values", "variables");

    private final Warnings warnings;
    private int count;
    private String example = "";

    PrettyKeys(Warnings warnings) {
        this.warnings = warnings;
    }

    /** {@return the fields with their own names} */
    Json.Fields restored(Json.Fields fields, String path) {
        return restored(fields, path, "");
    }

    /** Says in one sentence what was done in the whole file. */
    void report() {
        if (count > 0) {
            warnings.add(
                    "",
                    count + " field names were written for display and are read as they are spelled, " + example + ".");
        }
    }

    private Json restored(Json json, String path) {
        return switch (json) {
            case Json.Fields fields -> restored(fields, path, "");
            case Json.Items(List<Json> items) -> {
                List<Json> restored = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    restored.add(restored(items.get(i), Pointer.child(path, i)));
                }
                yield new Json.Items(restored);
            }
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> json;
        };
    }

    private Json.Fields restored(Json.Fields fields, String path, String under) {
        Map<String, Json> restored = new LinkedHashMap<>();
        fields.values().forEach((key, value) -> {
            String child = Pointer.child(path, key);
            String name = name(key, under, child, fields);
            Json inner = value instanceof Json.Fields map ? restored(map, child, key) : restored(value, child);
            restored.put(name, inner);
        });
        return new Json.Fields(restored);
    }

    private String name(String key, String under, String path, Json.Fields around) {
        boolean split = SPLIT.matcher(key).matches();
        if (!split && !TITLE.matcher(key).matches()) {
            return key;
        }
        String joined = key.replace(" ", "");
        String name = split ? joined : joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
        boolean certain = !FREE_KEYS.contains(under) && (split || !OWN_KEYS.contains(under));
        if (!certain || around.find(name) != null) {
            warnings.add(path, "The name may have been written for display, but that is not certain; it stays.");
            return key;
        }
        example = count == 0 ? "such as \"" + key + "\" as " + name : example;
        count++;
        return name;
    }
}
