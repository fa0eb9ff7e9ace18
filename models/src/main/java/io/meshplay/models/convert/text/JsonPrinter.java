package io.meshplay.models.convert.text;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON for people: two blanks for each level, fields in the order they have. */
public final class JsonPrinter {
    private final StringBuilder out = new StringBuilder();

    /** {@return the value as a file} */
    public static String text(Json json) {
        var printer = new JsonPrinter();
        printer.write(json, "\n");
        return printer.out.append('\n').toString();
    }

    private void write(Json json, String line) {
        if (json instanceof Json.Items(List<Json> items) && !items.isEmpty()) {
            out.append('[');
            for (Iterator<Json> rest = items.iterator(); rest.hasNext(); ) {
                out.append(line).append("  ");
                write(rest.next(), line + "  ");
                out.append(rest.hasNext() ? "," : line + "]");
            }
        } else if (json instanceof Json.Fields(Map<String, Json> fields) && !fields.isEmpty()) {
            out.append('{');
            for (Iterator<Map.Entry<String, Json>> rest = fields.entrySet().iterator(); rest.hasNext(); ) {
                Map.Entry<String, Json> field = rest.next();
                out.append(line).append("  ");
                JsonWriter.quote(field.getKey(), out);
                out.append(": ");
                write(field.getValue(), line + "  ");
                out.append(rest.hasNext() ? "," : line + "}");
            }
        } else {
            out.append(JsonWriter.text(json));
        }
    }
}
