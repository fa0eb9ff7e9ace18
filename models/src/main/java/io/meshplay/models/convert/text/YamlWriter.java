package io.meshplay.models.convert.text;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes block YAML that readers of YAML 1.1 and 1.2 understand alike: a text that either would take for something else
 * stands in quotes, and one of several lines as it is, after a bar.
 */
public final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");
    private static final Set<String> WORDS = Set.of("y", "yes", "n", "no", "on", "off", "true", "false", "null");
    private static final int PLAIN_LENGTH_MAX = 120;
    private static final int INDENT = 2;
    private static final char DELETE = 0x7f;
    private static final char LAST_CONTROL = 0x9f;

    private final StringBuilder out = new StringBuilder();

    /** {@return the map as a document} */
    public static String text(Json.Fields fields) {
        var writer = new YamlWriter();
        if (fields.isEmpty()) {
            return "{}\n";
        }
        writer.fields(fields, 0, true);
        return writer.out.toString();
    }

    private void fields(Json.Fields fields, int indent, boolean startsLine) {
        boolean pad = startsLine;
        for (Map.Entry<String, Json> field : fields.values().entrySet()) {
            if (pad) {
                pad(indent);
            }
            pad = true;
            key(field.getKey(), indent);
            if (field.getValue() instanceof Json.Items(List<Json> items) && !items.isEmpty()) {
                out.append('\n');
                items(items, indent, true);
            } else if (field.getValue() instanceof Json.Fields inner && !inner.isEmpty()) {
                out.append('\n');
                fields(inner, indent + INDENT, true);
            } else {
                out.append(' ');
                leaf(field.getValue(), indent + INDENT);
            }
        }
    }

    /** YAML bounds a key before a colon at 1,024 characters; a question mark lifts that. */
    private void key(String key, int indent) {
        boolean longKey = key.length() > PLAIN_LENGTH_MAX;
        out.append(longKey ? "? " : "");
        scalar(key);
        if (longKey) {
            out.append('\n');
            pad(indent);
        }
        out.append(':');
    }

    private void items(List<Json> items, int indent, boolean startsLine) {
        boolean pad = startsLine;
        for (Json item : items) {
            if (pad) {
                pad(indent);
            }
            pad = true;
            out.append("- ");
            if (item instanceof Json.Items(List<Json> inner) && !inner.isEmpty()) {
                items(inner, indent + INDENT, false);
            } else if (item instanceof Json.Fields inner && !inner.isEmpty()) {
                fields(inner, indent + INDENT, false);
            } else {
                leaf(item, indent + INDENT);
            }
        }
    }

    private void leaf(Json value, int indent) {
        if (!(value instanceof Json.Text(String text))) {
            // Empty maps and lists, numbers and constants are written as in JSON.
            out.append(JsonWriter.text(value)).append('\n');
        } else if (isLines(text)) {
            lines(text, indent);
        } else {
            scalar(text);
            out.append('\n');
        }
    }

    private void lines(String text, int indent) {
        boolean ended = text.endsWith("\n");
        out.append(ended ? "|\n" : "|-\n");
        String content = ended ? text.substring(0, text.length() - 1) : text;
        for (String line : content.split("\n", -1)) {
            if (!line.isEmpty()) {
                pad(indent);
            }
            out.append(line).append('\n');
        }
    }

    /** {@return whether the text can stand line by line without a change} */
    private static boolean isLines(String text) {
        if (text.indexOf('\n') <= 0 || text.endsWith("\n\n") || text.charAt(0) == ' ' || text.charAt(0) == '\t') {
            return false;
        }
        return text.lines().noneMatch(line -> !line.isEmpty() && (line.isBlank() || line.endsWith(" ")))
                && text.chars().noneMatch(c -> c != '\n' && (c < ' ' || isSpecial((char) c)));
    }

    private void scalar(String text) {
        if (text.length() <= PLAIN_LENGTH_MAX
                && PLAIN.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
            out.append(text);
            return;
        }
        var quoted = new StringBuilder();
        JsonWriter.quote(text, quoted);
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (isSpecial(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
    }

    /** {@return whether YAML gives the character a meaning, or forbids it} */
    private static boolean isSpecial(char c) {
        return (c >= DELETE && c <= LAST_CONTROL)
                || c == '\u2028'
                || c == '\u2029'
                || c == '\uFEFF'
                || c == '\uFFFE'
                || c == '\uFFFF';
    }

    private void pad(int indent) {
        out.append(" ".repeat(indent));
    }
}
