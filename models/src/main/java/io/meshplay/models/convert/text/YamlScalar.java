package io.meshplay.models.convert.text;

import io.meshplay.models.design.Json;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What YAML's plain scalars mean: the core schema of YAML 1.2, and integers with a leading zero are octal as Kubernetes
 * reads them ({@code defaultMode: 0644}).
 */
final class YamlScalar {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUES = Set.of("true", "True", "TRUE");
    private static final Set<String> FALSES = Set.of("false", "False", "FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o?[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

    /** The largest integer below which each has a double of its own. */
    private static final double EXACT_MAX = 0x1p53 - 1;

    private YamlScalar() {}

    static Json resolve(String text) {
        if (NULLS.contains(text)) {
            return Json.NIL;
        }
        if (TRUES.contains(text)) {
            return Json.of(true);
        }
        if (FALSES.contains(text)) {
            return Json.of(false);
        }
        char first = text.charAt(0);
        return first == '-' || first == '+' || first == '.' || (first >= '0' && first <= '9')
                ? number(text)
                : Json.of(text);
    }

    private static Json number(String text) {
        if (OCTAL.matcher(text).matches() && text.length() > 1) {
            return number(new BigInteger(text.substring(text.charAt(1) == 'o' ? 2 : 1), 8), text);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return number(new BigInteger(text.substring(2), 16), text);
        }
        if (INTEGER.matcher(text).matches()) {
            return number(new BigInteger(text), text);
        }
        if (FLOAT.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Json.of(number) : Json.of(text);
        }
        return Json.of(text);
    }

    /** Digits that a double cannot hold stay a text: an account number must not change. */
    private static Json number(BigInteger exact, String text) {
        double number = exact.doubleValue();
        return Math.abs(number) <= EXACT_MAX ? Json.of(number) : Json.of(text);
    }
}
