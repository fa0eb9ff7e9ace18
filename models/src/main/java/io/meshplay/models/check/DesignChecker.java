package io.meshplay.models.check;

import io.meshplay.models.check.practice.Practices;
import io.meshplay.models.check.rule.Check;
import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.check.rule.CheckLimits;
import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Knowledge;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.design.Design;
import java.util.Comparator;
import java.util.List;

/** Checks designs. Whatever types their values have, it finds or finds not, and never fails. Any thread. */
public final class DesignChecker {
    private static final Comparator<CheckFinding> ORDER = Comparator.comparing(CheckFinding::kind)
            .thenComparing(CheckFinding::namespace)
            .thenComparing(CheckFinding::name)
            .thenComparing(CheckFinding::component)
            .thenComparing(CheckFinding::pointer)
            .thenComparing(finding -> finding.check().id())
            .thenComparing(CheckFinding::message);

    private final Knowledge knowledge;
    private final CheckLimits limits;

    /** A checker with what is known besides the designs. */
    public DesignChecker(Knowledge knowledge, CheckLimits limits) {
        this.knowledge = knowledge;
        this.limits = limits;
    }

    /** {@return all checks that there are, the worst first and then by id} */
    public static List<Check> checks() {
        return Practices.all().stream().map(Rule::check).toList();
    }

    /** {@return what the selected checks find} */
    public CheckReport check(Design design, CheckSelection selection) {
        var checked = new CheckedDesign(design, knowledge);
        var into = new Findings.Collected();
        // The worst first: what a bound leaves out is what matters least.
        for (Rule rule : Practices.all()) {
            if (selection.includes(rule.check())) {
                for (Subject subject : checked.subjects()) {
                    rule.inspection().inspect(checked, subject, new Findings(limits, rule.check(), subject, into));
                }
            }
        }
        List<CheckFinding> findings = into.taken().stream().sorted(ORDER).toList();
        return new CheckReport(findings, into.ignored(), into.leftOut());
    }
}
