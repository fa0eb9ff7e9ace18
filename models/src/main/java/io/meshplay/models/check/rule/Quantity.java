package io.meshplay.models.check.rule;

import io.meshplay.models.design.Json;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Amounts as Kubernetes writes them: {@code 500m}, {@code 1.5}, {@code 128Mi}, {@code 1e3}. */
public final class Quantity {
    /** Digits are bounded: an amount is no place for arbitrary precision. */
    private static final Pattern FORM = Pattern.compile(
            "([+-]?(?:[0-9]{1,40}\\.?[0-9]{0,40}|\\.[0-9]{1,40}))(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?[0-9]{1,3}))?");

    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
            Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
            Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
            Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
            Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
            Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

    private Quantity() {}

    /** {@return the amount; empty when the value is none} */
    public static Optional<BigDecimal> of(@Nullable Json value) {
        return switch (value) {
            case Json.Numeral(double number) -> Optional.of(BigDecimal.valueOf(number));
            case Json.Text(String text) -> parsed(text);
            case Json.Nil _, Json.Flag _, Json.Items _, Json.Fields _ -> Optional.empty();
            case null -> Optional.empty();
        };
    }

    private static Optional<BigDecimal> parsed(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String suffix = form.group(2);
        String exponent = form.group(3);
        if (suffix != null) {
            return Optional.ofNullable(FACTORS.get(suffix)).map(number::multiply);
        }
        return Optional.of(exponent == null ? number : number.scaleByPowerOfTen(Integer.parseInt(exponent)));
    }
}
