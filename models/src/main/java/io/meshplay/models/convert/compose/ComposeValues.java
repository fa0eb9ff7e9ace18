package io.meshplay.models.convert.compose;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as Compose writes them: sizes, durations, commands, lists that may be maps. */
final class ComposeValues {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s*([bkmgt]?)i?b?");
    private static final Pattern DURATION = Pattern.compile(
            "(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,9}(?:\\.[0-9]{1,9})?)s)?(?:([0-9]{1,9})ms)?(?:[0-9]{1,9}us)?");

    private ComposeValues() {}

    /** {@return a scalar as text; null when it is none} */
    static @Nullable String text(@Nullable Json value) {
        return switch (value) {
            case Json.Text(String text) -> text;
            case Json.Numeral numeral -> JsonWriter.text(numeral);
            case Json.Flag flag -> JsonWriter.text(flag);
            case null -> null;
            case Json.Nil _, Json.Items _, Json.Fields _ -> null;
        };
    }

    /** {@return whether it is true, as a constant or as text} */
    static boolean flag(@Nullable Json value) {
        return "true".equalsIgnoreCase(text(value));
    }

    /** {@return the texts of a list, or of a single scalar} */
    static List<String> list(@Nullable Json value) {
        List<String> list = new ArrayList<>();
        if (value instanceof Json.Items(List<Json> items)) {
            items.forEach(item -> addText(item, list));
        } else {
            addText(value, list);
        }
        return list;
    }

    private static void addText(@Nullable Json value, List<String> list) {
        String text = text(value);
        if (text != null) {
            list.add(text);
        }
    }

    /** {@return a map, or a list of {@code key=value}; a key without a value has null} */
    static Map<String, @Nullable String> map(@Nullable Json value) {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        if (value instanceof Json.Fields(Map<String, Json> fields)) {
            fields.forEach((key, item) -> map.put(key, text(item)));
        } else {
            for (String item : list(value)) {
                int equals = item.indexOf('=');
                map.put(equals < 0 ? item : item.substring(0, equals), equals < 0 ? null : item.substring(equals + 1));
            }
        }
        return map;
    }

    /** {@return a size as Kubernetes writes it: {@code 64m} is {@code 64Mi}; null when it is none} */
    static @Nullable String quantity(@Nullable Json value) {
        String text = text(value);
        var size = SIZE.matcher(text == null ? "" : text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return null;
        }
        String unit = size.group(2);
        return size.group(1) + (unit.isEmpty() || unit.equals("b") ? "" : unit.toUpperCase(Locale.ROOT) + "i");
    }

    /** {@return a duration in whole seconds, rounded up; null when it is none} */
    static @Nullable Integer seconds(@Nullable Json value) {
        String text = text(value);
        var duration = DURATION.matcher(text == null ? "" : text.strip());
        if (text == null || text.isBlank() || !duration.matches()) {
            return null;
        }
        double seconds = number(duration.group(1)) * 3_600
                + number(duration.group(2)) * 60
                + number(duration.group(3))
                + number(duration.group(4)) / 1_000;
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(seconds));
    }

    private static double number(@Nullable String digits) {
        return digits == null ? 0 : Double.parseDouble(digits);
    }

    /** {@return a command's words: those of a list, or of a text as a shell splits it} */
    static List<String> words(@Nullable Json value) {
        return value instanceof Json.Text(String text) ? split(text) : list(value);
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                i++;
                word.append(text.charAt(i));
                open = true;
            } else if (quote == c) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                open = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (open) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                open = false;
            } else {
                word.append(c);
                open = true;
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }

    /** {@return texts as a list} */
    static Json items(List<String> texts) {
        return new Json.Items(texts.stream().map(Json::of).toList());
    }
}
