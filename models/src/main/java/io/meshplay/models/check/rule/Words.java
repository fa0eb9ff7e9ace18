package io.meshplay.models.check.rule;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values in sentences. */
public final class Words {
    private static final int NAME_LENGTH = 80;

    private Words() {}

    /** {@return a name as it stands in a message: in quotes, and not too long} */
    public static String quoted(String name) {
        return "\"" + cut(name, NAME_LENGTH) + "\"";
    }

    /** {@return a text or number or flag as text; null for anything else} */
    public static @Nullable String plain(@Nullable Json value) {
        return switch (value) {
            case Json.Text(String text) -> text;
            case Json.Numeral number -> JsonWriter.text(number);
            case Json.Flag flag -> JsonWriter.text(flag);
            case Json.Nil _, Json.Items(List<Json> _), Json.Fields(Map<String, Json> _) -> null;
            case null -> null;
        };
    }

    /** {@return the start of a text, never half a character} */
    public static String cut(String text, int lengthMax) {
        if (text.length() <= lengthMax) {
            return text;
        }
        int end = lengthMax > 0 && Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
        return text.substring(0, end) + "...";
    }
}
