package io.meshplay.models.check;

import io.meshplay.models.check.practice.Practices;
import io.meshplay.models.check.rule.Category;
import io.meshplay.models.check.rule.Check;
import io.meshplay.models.check.rule.Severity;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which checks are made.
 *
 * @param only ids and categories of those that are; empty for all
 * @param skip ids and categories of those that are not, whatever {@code only} says
 * @param least the least severity
 */
public record CheckSelection(Set<String> only, Set<String> skip, Severity least) {
    /** Every check. */
    public static final CheckSelection ALL = new CheckSelection(Set.of(), Set.of(), Severity.INFO);

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException when a name is neither of a check nor of a category
     */
    public CheckSelection {
        only = Set.copyOf(only);
        skip = Set.copyOf(skip);
        requireKnown("only", only);
        requireKnown("skip", skip);
    }

    /** {@return whether a check is made} */
    public boolean includes(Check check) {
        return (only.isEmpty() || names(only, check))
                && !names(skip, check)
                && check.severity().compareTo(least) <= 0;
    }

    private static boolean names(Set<String> names, Check check) {
        return names.contains(check.id()) || names.contains(check.category().label());
    }

    private static void requireKnown(String what, Collection<String> names) {
        Set<String> known = known();
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(what + " names " + String.join(", ", unknown)
                    + ", which is neither a check nor one of " + categories());
        }
    }

    private static String categories() {
        return String.join(
                ", ", Arrays.stream(Category.values()).map(Category::label).toList());
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        Practices.all().forEach(rule -> known.add(rule.check().id()));
        Arrays.stream(Category.values()).map(Category::label).forEach(known::add);
        return known;
    }
}
