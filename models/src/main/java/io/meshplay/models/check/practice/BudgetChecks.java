package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.NETWORK;
import static io.meshplay.models.check.rule.Category.REFERENCES;
import static io.meshplay.models.check.rule.Category.RELIABILITY;
import static io.meshplay.models.check.rule.Category.SECURITY;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Inspection;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Selector;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.design.Json;
import java.util.List;

/** Budgets and policies that select pods, and pod security of namespaces. */
final class BudgetChecks {
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

    private static final List<Rule> ALL = List.of(
            Rule.fixable(
                    "budget-blocks-eviction",
                    WARNING,
                    RELIABILITY,
                    "A PodDisruptionBudget never lets a pod go",
                    "Nodes cannot be drained, and upgrades of the cluster stop. Allow one pod to be unavailable.",
                    BudgetChecks::blocksEviction),
            Rule.of(
                    "budget-selects-nothing",
                    WARNING,
                    REFERENCES,
                    "A PodDisruptionBudget selects no pod of the design",
                    "It guards nothing. Select the labels of the pods it is meant for.",
                    selectsNothing("PodDisruptionBudget", "selector")),
            Rule.of(
                    "network-policy-missing",
                    WARNING,
                    NETWORK,
                    "No NetworkPolicy selects the pods",
                    "Every pod of the cluster may talk to them, a broken one too. Add a policy that selects them"
                            + " and says who may.",
                    BudgetChecks::policyMissing),
            Rule.of(
                    "network-policy-selects-nothing",
                    WARNING,
                    REFERENCES,
                    "A NetworkPolicy selects no pod of the design",
                    "It guards nothing. Select the labels of the pods it is meant for.",
                    selectsNothing("NetworkPolicy", "podSelector")),
            Rule.of(
                    "network-policy-open",
                    WARNING,
                    NETWORK,
                    "A NetworkPolicy lets in everybody",
                    "An empty rule allows every source and port: the policy says nothing. Name the sources.",
                    (_, subject, out) -> policyOpen(subject, out)),
            Rule.fixable(
                    "namespace-pod-security",
                    INFO,
                    SECURITY,
                    "A Namespace enforces no pod security standard",
                    "Anybody who may make a pod there may make a privileged one. Set the label to baseline or"
                            + " restricted.",
                    (_, subject, out) -> podSecurity(subject, out)));

    private BudgetChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static void blocksEviction(CheckedDesign design, Subject subject, Findings out) {
        Field most = subject.at("spec", "maxUnavailable");
        Field least = subject.at("spec", "minAvailable");
        if (!subject.is("PodDisruptionBudget")) {
            return;
        }
        String message = subject.title() + " never lets a pod go.";
        if (WorkloadChecks.none(most)) {
            out.add(most, message, out.set(most, Json.of(1)));
        } else if (least.text().equals("100%") || leavesNone(design, subject, least)) {
            out.add(least, message, out.remove(least), out.set(most, Json.of(1)));
        }
    }

    /** Whether as many pods have to stay as the only workload that is selected has. */
    private static boolean leavesNone(CheckedDesign design, Subject subject, Field least) {
        List<Subject> selected = design.selected(Selector.of(subject.at("spec", "selector")), subject.namespace(), 2);
        if (selected.size() != 1 || least.number().isEmpty()) {
            return false;
        }
        Subject only = selected.getFirst();
        return only.is("Deployment", "StatefulSet")
                && design.autoscalers(only).isEmpty()
                && least.number().getAsDouble() >= WorkloadChecks.replicas(only);
    }

    private static Inspection selectsNothing(String kind, String key) {
        return (design, subject, out) -> {
            Field at = subject.at("spec", key);
            Selector selector = Selector.of(at);
            if (subject.is(kind)
                    && !selector.isEmpty()
                    && design.selected(selector, subject.namespace(), 1).isEmpty()) {
                out.add(at, subject.title() + " selects no pod of the design.");
            }
        };
    }

    private static void policyMissing(CheckedDesign design, Subject subject, Findings out) {
        boolean own = subject.runsPods() && !subject.podSpec().at("hostNetwork").is(true);
        if (own && !design.isSelected(subject, "NetworkPolicy", "podSelector")) {
            out.add("", "", "No NetworkPolicy selects the pods of " + subject.title() + ".", List.of());
        }
    }

    private static void policyOpen(Subject subject, Findings out) {
        if (subject.is("NetworkPolicy")) {
            for (Field rule : subject.at("spec", "ingress").items()) {
                if (Json.NO_FIELDS.equals(rule.value())) {
                    out.add(rule, subject.title() + " lets in everybody.");
                }
            }
        }
    }

    private static void podSecurity(Subject subject, Findings out) {
        Field at = subject.at("metadata", "labels", ENFORCE);
        if (subject.is("Namespace") && at.text().isEmpty()) {
            out.add(at, subject.title() + " enforces no pod security standard.", out.set(at, Json.of("baseline")));
        }
    }
}
