package io.meshplay.models.convert.compose;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces variables by their defaults: no environment is read. A variable without a default stays as it is written, and that
 * is reported; two dollar signs are one.
 */
final class Interpolation {
    private static final Pattern VARIABLE = Pattern.compile(
            "\\$(?:(\\$)|([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([^{}]*))?\\})");

    private final Warnings warnings;

    Interpolation(Warnings warnings) {
        this.warnings = warnings;
    }

    Json.Fields replaced(Json.Fields fields) {
        return replaced(fields, "");
    }

    private Json replaced(Json json, String path) {
        return switch (json) {
            case Json.Text(String text) when text.indexOf('$') >= 0 -> Json.of(replaced(text, path));
            case Json.Fields fields -> replaced(fields, path);
            case Json.Items(List<Json> items) -> {
                List<Json> replaced = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    replaced.add(replaced(items.get(i), Pointer.child(path, i)));
                }
                yield new Json.Items(replaced);
            }
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> json;
        };
    }

    private Json.Fields replaced(Json.Fields fields, String path) {
        Map<String, Json> replaced = new LinkedHashMap<>();
        fields.values().forEach((key, value) -> replaced.put(key, replaced(value, Pointer.child(path, key))));
        return new Json.Fields(replaced);
    }

    private String replaced(String text, String path) {
        Matcher variable = VARIABLE.matcher(text);
        var replaced = new StringBuilder();
        while (variable.find()) {
            String value = value(variable, path);
            variable.appendReplacement(replaced, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(replaced).toString();
    }

    private String value(Matcher variable, String path) {
        if (variable.group(1) != null) {
            return "$";
        }
        String operator = variable.group(4) == null ? "" : variable.group(4);
        if (operator.endsWith("-")) {
            return variable.group(5);
        }
        if (operator.endsWith("+")) {
            return "";
        }
        String name = variable.group(2) == null ? variable.group(3) : variable.group(2);
        warnings.add(path, "The variable " + name + " has no value here; it stays as it is written.");
        return variable.group();
    }
}
