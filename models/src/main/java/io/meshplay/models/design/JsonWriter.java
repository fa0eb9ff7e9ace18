package io.meshplay.models.design;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON values in the one form of RFC 8785: fields in the order of their UTF-16 units, no white space. */
public final class JsonWriter {
    private static final int FIRST_PRINTABLE = 0x20;

    private JsonWriter() {}

    /** {@return the canonical form in UTF-8} */
    public static byte[] bytes(Json json) {
        return text(json).getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the canonical form} */
    public static String text(Json json) {
        var out = new StringBuilder();
        write(json, out);
        return out.toString();
    }

    private static void write(Json json, StringBuilder out) {
        switch (json) {
            case Json.Nil _ -> out.append("null");
            case Json.Flag(boolean flag) -> out.append(flag);
            case Json.Numeral(double number) -> out.append(EcmaScriptNumber.text(number));
            case Json.Text(String text) -> quote(text, out);
            case Json.Items(List<Json> items) -> {
                out.append('[');
                for (Json item : items) {
                    write(item, out);
                    out.append(',');
                }
                close(out, ']');
            }
            case Json.Fields(Map<String, Json> fields) -> {
                out.append('{');
                new TreeMap<>(fields).forEach((key, value) -> {
                    quote(key, out);
                    out.append(':');
                    write(value, out);
                    out.append(',');
                });
                close(out, '}');
            }
        }
    }

    private static void close(StringBuilder out, char bracket) {
        int last = out.length() - 1;
        if (out.charAt(last) == ',') {
            out.setCharAt(last, bracket);
        } else {
            out.append(bracket);
        }
    }

    /** Appends a text in quotes, escaped as RFC 8785 §3.2.2.2 says. */
    public static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < FIRST_PRINTABLE) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
