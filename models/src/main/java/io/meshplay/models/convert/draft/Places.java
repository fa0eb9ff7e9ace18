package io.meshplay.models.convert.draft;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Position;
import io.meshplay.models.design.Size;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Positions and sizes as files have them: numbers, or texts such as {@code 20px}. */
public final class Places {
    private static final double COORDINATE_MAX = 10_000_000;
    private static final double LENGTH_MAX = 1_000_000;
    private static final Pattern LENGTH = Pattern.compile("(-?[0-9]{1,9}(?:\\.[0-9]{1,30})?)(?:px)?");

    private Places() {}

    static Position at(double x, double y) {
        return new Position(
                Math.clamp(x, -COORDINATE_MAX, COORDINATE_MAX), Math.clamp(y, -COORDINATE_MAX, COORDINATE_MAX));
    }

    /** {@return a size, within what can be drawn} */
    public static Size size(double width, double height) {
        return new Size(
                Math.clamp(width, Double.MIN_VALUE, LENGTH_MAX), Math.clamp(height, Double.MIN_VALUE, LENGTH_MAX));
    }

    /** {@return the position in two fields of a map; null when it is none} */
    public static @Nullable Position position(Json.Fields fields, String x, String y) {
        Double left = number(fields.find(x));
        Double top = number(fields.find(y));
        return left == null || top == null ? null : at(left, top);
    }

    /** {@return the number that a value is or says; null when it is none} */
    public static @Nullable Double number(@Nullable Json value) {
        if (value instanceof Json.Numeral(double number)) {
            return number;
        }
        if (value instanceof Json.Text(String text)) {
            var length = LENGTH.matcher(text.strip());
            return length.matches() ? Double.valueOf(length.group(1)) : null;
        }
        return null;
    }
}
