package io.meshplay.models.check.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pods are meant.
 *
 * @param labels labels that pods have to have
 * @param expressions items of {@code matchExpressions}
 */
public record Selector(Map<String, String> labels, List<Field> expressions) {
    /** {@return a selector that is a map of labels} */
    public static Selector ofLabels(Field field) {
        return new Selector(field.labels(), List.of());
    }

    /** {@return a selector with {@code matchLabels} and {@code matchExpressions}} */
    public static Selector of(Field field) {
        return new Selector(
                field.at("matchLabels").labels(), field.at("matchExpressions").items());
    }

    /** {@return whether it says nothing} */
    public boolean isEmpty() {
        return labels.isEmpty() && expressions.isEmpty();
    }

    /** {@return whether pods with these labels are meant} */
    public boolean matches(Map<String, String> pod) {
        return pod.entrySet().containsAll(labels.entrySet())
                && expressions.stream().allMatch(expression -> matches(expression, pod));
    }

    private static boolean matches(Field expression, Map<String, String> pod) {
        String key = expression.at("key").text();
        Set<String> values = new HashSet<>(expression.at("values").texts());
        String value = pod.get(key);
        return switch (expression.at("operator").text()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }
}
