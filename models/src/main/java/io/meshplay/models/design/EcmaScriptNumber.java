package io.meshplay.models.design;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Writes doubles as ECMAScript's {@code Number::toString} does, which RFC 8785 §3.2.2.3 asks for. */
final class EcmaScriptNumber {
    private static final int PLAIN_DIGITS_MAX = 21;
    private static final int PLAIN_ZEROS_MAX = 6;

    private EcmaScriptNumber() {}

    /** {@return the shortest text that reads back as the same finite number} */
    static String text(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        // The number is 0.d1d2d3… times ten to the power of this.
        int point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + text(digits, point);
    }

    private static String text(String digits, int point) {
        if (point >= digits.length() && point <= PLAIN_DIGITS_MAX) {
            return digits + "0".repeat(point - digits.length());
        }
        if (point > 0 && point <= PLAIN_DIGITS_MAX) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (point <= 0 && point > -PLAIN_ZEROS_MAX) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    /** Java's own text is the shortest but for one thing: it has two digits at least where one would do. */
    private static BigDecimal shortest(double number) {
        BigDecimal java = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (java.unscaledValue().compareTo(BigInteger.TEN) < 0) {
            return java;
        }
        BigDecimal exact = new BigDecimal(number);
        int scale = exact.scale() - exact.precision() + 1;
        BigDecimal nearest = exact.setScale(scale, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return nearest.doubleValue() == number ? nearest : java;
    }
}
