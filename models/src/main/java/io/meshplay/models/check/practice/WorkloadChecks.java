package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.RELIABILITY;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Selector;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Workloads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How pods are kept running. */
final class WorkloadChecks {
    private static final int LOOKED_AT = 20;
    private static final Set<String> NONE_AT_ALL = Set.of("0", "0%");

    private static final List<Rule> ALL = List.of(
            Rule.fixable(
                    "workload-single-replica",
                    INFO,
                    RELIABILITY,
                    "A Deployment has one replica",
                    "While its node is replaced nobody answers. Run two, or ignore this where a gap does not"
                            + " matter.",
                    WorkloadChecks::singleReplica),
            Rule.of(
                    "workload-budget-missing",
                    WARNING,
                    RELIABILITY,
                    "No PodDisruptionBudget guards the replicas",
                    "Who drains nodes may stop all replicas at once. Add a budget that selects the pods.",
                    WorkloadChecks::budgetMissing),
            Rule.fixable(
                    "workload-spread-missing",
                    INFO,
                    RELIABILITY,
                    "Nothing spreads the replicas over nodes",
                    "All may land on one node and go down with it. Add a topology spread constraint or an"
                            + " anti-affinity.",
                    (design, subject, out) -> spreadMissing(design, subject, out)),
            Rule.of(
                    "workload-bare-pod",
                    WARNING,
                    RELIABILITY,
                    "A pod stands alone",
                    "When its node goes nobody starts it again. Let a Deployment or a Job make it.",
                    (_, subject, out) -> bare("Pod", subject, out)),
            Rule.of(
                    "workload-bare-replica-set",
                    INFO,
                    RELIABILITY,
                    "A ReplicaSet stands alone",
                    "It keeps pods running but never updates them. Let a Deployment make it.",
                    (_, subject, out) -> bare("ReplicaSet", subject, out)),
            Rule.fixable(
                    "workload-selector-missing",
                    ERROR,
                    API,
                    "A controller has no selector",
                    "The cluster refuses it. Select the labels of the pod template.",
                    (_, subject, out) -> selectorMissing(subject, out)),
            Rule.fixable(
                    "workload-selector-mismatch",
                    ERROR,
                    API,
                    "A selector asks for a label that the pod template does not have",
                    "The cluster refuses it: the controller would not know its own pods. Give the template the"
                            + " label.",
                    (_, subject, out) -> selectorMismatch(subject, out)),
            Rule.of(
                    "workload-selector-overlap",
                    ERROR,
                    RELIABILITY,
                    "A selector means the pods of another controller too",
                    "Each counts the other's pods and ends them in turn. Give each a label of its own.",
                    WorkloadChecks::selectorOverlap),
            Rule.fixable(
                    "workload-rollout-stalled",
                    ERROR,
                    API,
                    "A rolling update may neither start nor stop a pod",
                    "With maxSurge and maxUnavailable both 0 nothing can be replaced; the cluster refuses it."
                            + " Allow one.",
                    (_, subject, out) -> rolloutStalled(subject, out)),
            Rule.fixable(
                    "workload-history-off",
                    WARNING,
                    RELIABILITY,
                    "A Deployment keeps no history",
                    "Without an old ReplicaSet there is nothing to roll back to. Remove revisionHistoryLimit.",
                    (_, subject, out) -> historyOff(subject, out)),
            Rule.fixable(
                    "workload-update-by-hand",
                    INFO,
                    RELIABILITY,
                    "Pods are updated only when somebody deletes them",
                    "What is deployed and what runs drift apart unnoticed. Use the strategy RollingUpdate.",
                    (_, subject, out) -> updateByHand(subject, out)),
            Rule.of(
                    "stateful-set-service",
                    WARNING,
                    RELIABILITY,
                    "A StatefulSet names no Service of the design",
                    "Its pods have names of their own only by way of a headless Service. Add one and name it in"
                            + " serviceName.",
                    WorkloadChecks::statefulSetService));

    private WorkloadChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    /** {@return how many pods a controller keeps when nothing scales it} */
    static double replicas(Subject subject) {
        return subject.at("spec", "replicas").number().orElse(1);
    }

    private static boolean replicated(CheckedDesign design, Subject subject) {
        return subject.is("Deployment", "StatefulSet")
                && (replicas(subject) > 1
                        || design.autoscalers(subject).stream()
                                .anyMatch(one ->
                                        one.at("spec", "maxReplicas").number().orElse(0) > 1));
    }

    private static void singleReplica(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.at("spec", "replicas");
        boolean single = subject.is("Deployment") && (at.absent() || at.number().orElse(0) == 1);
        if (!single || !design.autoscalers(subject).isEmpty()) {
            return;
        }
        boolean claims = subject.podSpec().at("volumes").items().stream()
                .anyMatch(volume -> volume.at("persistentVolumeClaim").isMap());
        String message = subject.title() + " has one replica.";
        // A second pod could not always mount the same volume.
        if (claims) {
            out.add(at, message);
        } else {
            out.add(at, message, out.set(at, Json.of(2)));
        }
    }

    private static void budgetMissing(CheckedDesign design, Subject subject, Findings out) {
        if (replicated(design, subject) && !design.isSelected(subject, "PodDisruptionBudget", "selector")) {
            out.add("", "", "No PodDisruptionBudget selects the pods of " + subject.title() + ".", List.of());
        }
    }

    private static void spreadMissing(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.podSpec().at("topologySpreadConstraints");
        if (!replicated(design, subject)
                || !at.blank()
                || !subject.podSpec().at("affinity", "podAntiAffinity").blank()) {
            return;
        }
        String message = "Nothing spreads the pods of " + subject.title() + " over nodes.";
        if (subject.podLabels().isEmpty()) {
            out.add(at, message);
            return;
        }
        Json constraint = new Json.Fields(Map.of(
                "maxSkew",
                Json.of(1),
                "topologyKey",
                Json.of("kubernetes.io/hostname"),
                "whenUnsatisfiable",
                Json.of("ScheduleAnyway"),
                "labelSelector",
                matchLabels(subject)));
        out.add(at, message, out.set(at, new Json.Items(List.of(constraint))));
    }

    private static Json matchLabels(Subject subject) {
        Map<String, Json> labels = new LinkedHashMap<>();
        subject.podLabels().forEach((name, value) -> labels.put(name, Json.of(value)));
        return new Json.Fields(Map.of("matchLabels", new Json.Fields(labels)));
    }

    private static void bare(String kind, Subject subject, Findings out) {
        if (subject.is(kind)) {
            out.add("", "", "Nothing replaces " + subject.title() + ".", List.of());
        }
    }

    private static void selectorMissing(Subject subject, Findings out) {
        Field at = subject.at("spec", "selector");
        if (!subject.is("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet")
                || !Selector.of(at).isEmpty()) {
            return;
        }
        String message = subject.title() + " has no selector.";
        if (subject.podLabels().isEmpty()) {
            out.add(at, message);
        } else {
            out.add(at, message, out.set(at, matchLabels(subject)));
        }
    }

    private static void selectorMismatch(Subject subject, Findings out) {
        List<String> path =
                subject.core() ? Workloads.selector(subject.component().kind()) : null;
        if (path == null) {
            return;
        }
        Field labels = subject.template().at("metadata", "labels");
        subject.at().at(path).entries().forEach((name, wanted) -> {
            String value = Words.plain(wanted.value());
            if (value != null && !value.equals(subject.podLabels().get(name))) {
                String message =
                        "The pods of " + subject.title() + " have no label " + Words.quoted(name) + " of that value.";
                out.add(wanted, message, out.set(labels.at(name), Json.of(value)));
            }
        });
    }

    private static void selectorOverlap(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.at("spec", "selector");
        Selector selector = subject.is("ReplicationController") ? Selector.ofLabels(at) : Selector.of(at);
        if (!Containers.lasts(subject) || selector.isEmpty()) {
            return;
        }
        for (Subject other : design.selected(selector, subject.namespace(), LOOKED_AT)) {
            boolean another = !other.component().id().equals(subject.component().id());
            if (another && Containers.lasts(other) && !sameObject(subject, other)) {
                out.add(at, subject.title() + " means the pods of " + other.title() + " too.");
                return;
            }
        }
    }

    /** Two components that are one object are a finding of their own. */
    private static boolean sameObject(Subject one, Subject other) {
        return one.component().kind().equals(other.component().kind())
                && one.component().name().equals(other.component().name());
    }

    /** {@return whether a number or share of pods is none} */
    static boolean none(Field at) {
        String text = Words.plain(at.value());
        return text != null && NONE_AT_ALL.contains(text);
    }

    private static void rolloutStalled(Subject subject, Findings out) {
        Field update = subject.at("spec", "strategy", "rollingUpdate");
        Field at = update.at("maxUnavailable");
        if (subject.is("Deployment") && none(update.at("maxSurge")) && none(at)) {
            out.add(at, subject.title() + " cannot replace a pod.", out.set(at, Json.of(1)));
        }
    }

    private static void historyOff(Subject subject, Findings out) {
        Field at = subject.at("spec", "revisionHistoryLimit");
        if (subject.is("Deployment") && at.number().orElse(1) == 0) {
            out.add(at, subject.title() + " cannot be rolled back.", out.remove(at));
        }
    }

    private static void updateByHand(Subject subject, Findings out) {
        Field at = subject.at("spec", "updateStrategy", "type");
        if (subject.is("DaemonSet", "StatefulSet") && at.text().equals("OnDelete")) {
            out.add(at, subject.title() + " updates no pod by itself.", out.set(at, Json.of("RollingUpdate")));
        }
    }

    private static void statefulSetService(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.at("spec", "serviceName");
        if (!subject.is("StatefulSet")) {
            return;
        }
        if (at.text().isEmpty()) {
            out.add(at, subject.title() + " names no Service.");
        } else if (design.find("Service", at.text(), subject.namespace()) == null) {
            out.add(at, "Service " + Words.quoted(at.text()) + " is not in the design.");
        }
    }
}
