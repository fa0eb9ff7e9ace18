package io.meshplay.models.check.practice;

import io.meshplay.models.check.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All checks that there are. */
public final class Practices {
    private static final List<Rule> ALL = rules();

    private Practices() {}

    /** {@return all rules, the worst first and then by id} */
    public static List<Rule> all() {
        return ALL;
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.addAll(SecurityChecks.all());
        rules.addAll(ContainerChecks.all());
        rules.addAll(ResourceChecks.all());
        rules.addAll(SecretChecks.all());
        rules.addAll(PodChecks.all());
        rules.addAll(WorkloadChecks.all());
        rules.addAll(BudgetChecks.all());
        rules.addAll(ServiceChecks.all());
        rules.addAll(IngressChecks.all());
        rules.addAll(AccessChecks.all());
        rules.addAll(ReferenceChecks.all());
        rules.addAll(AutoscalerChecks.all());
        rules.addAll(ClaimChecks.all());
        rules.addAll(BatchChecks.all());
        rules.addAll(ApiChecks.all());
        rules.addAll(DesignChecks.all());
        Set<String> ids = new TreeSet<>();
        rules.forEach(rule -> ids.add(rule.check().id()));
        rules.addAll(MetadataChecks.all(ids)); // which adds its own to them
        rules.forEach(rule -> ids.add(rule.check().id()));
        rules.sort(Comparator.comparing((Rule rule) -> rule.check().severity())
                .thenComparing(rule -> rule.check().id()));
        return List.copyOf(rules);
    }
}
