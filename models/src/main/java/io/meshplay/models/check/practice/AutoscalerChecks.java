package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.REFERENCES;
import static io.meshplay.models.check.rule.Category.RELIABILITY;
import static io.meshplay.models.check.rule.Category.RESOURCES;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.policy.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Autoscalers and what they scale. */
final class AutoscalerChecks {
    private static final Set<String> SCALED =
            Set.of("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController");

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "autoscaler-target-missing",
                    ERROR,
                    REFERENCES,
                    "An autoscaler scales something that is not in the design",
                    "It does nothing. Correct the name or the kind, or add what it is meant for.",
                    AutoscalerChecks::targetMissing),
            Rule.fixable(
                    "autoscaler-bounds",
                    ERROR,
                    API,
                    "An autoscaler has a minimum above its maximum",
                    "The cluster refuses it. Lower minReplicas or raise maxReplicas.",
                    (_, subject, out) -> bounds(subject, out)),
            Rule.fixable(
                    "autoscaler-no-requests",
                    ERROR,
                    RESOURCES,
                    "An autoscaler measures a share of requests that nobody makes",
                    "Utilization is a share of what containers request: without requests it never scales. Request"
                            + " CPU or memory.",
                    AutoscalerChecks::noRequests),
            Rule.fixable(
                    "autoscaler-fixed-replicas",
                    WARNING,
                    RELIABILITY,
                    "A workload that is scaled sets its replicas",
                    "Each deployment puts the number back, in the middle of the load. Remove replicas.",
                    AutoscalerChecks::fixedReplicas),
            Rule.of(
                    "autoscaler-duplicate",
                    ERROR,
                    RELIABILITY,
                    "Two autoscalers scale one workload",
                    "Each undoes what the other did. Put their metrics into one.",
                    AutoscalerChecks::duplicate));

    private AutoscalerChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static boolean scales(Subject subject) {
        return subject.is("HorizontalPodAutoscaler");
    }

    private static Field targetName(Subject subject) {
        return subject.at("spec", "scaleTargetRef", "name");
    }

    private static @Nullable Subject target(CheckedDesign design, Subject subject) {
        String kind = subject.at("spec", "scaleTargetRef", "kind").text();
        return scales(subject) && SCALED.contains(kind)
                ? design.find(kind, targetName(subject).text(), subject.namespace())
                : null;
    }

    private static void targetMissing(CheckedDesign design, Subject subject, Findings out) {
        String kind = subject.at("spec", "scaleTargetRef", "kind").text();
        Field name = targetName(subject);
        if (scales(subject) && SCALED.contains(kind) && !name.text().isEmpty() && target(design, subject) == null) {
            out.add(name, kind + " " + Words.quoted(name.text()) + " is not in the design.");
        }
    }

    private static void bounds(Subject subject, Findings out) {
        Field least = subject.at("spec", "minReplicas");
        Json most = subject.at("spec", "maxReplicas").value();
        if (scales(subject)
                && most instanceof Json.Numeral(double max)
                && least.number().orElse(0) > max) {
            out.add(least, subject.title() + " has a minimum above its maximum.", out.set(least, most));
        }
    }

    private static void noRequests(CheckedDesign design, Subject subject, Findings out) {
        Subject target = target(design, subject);
        if (target == null || design.of("LimitRange").stream().anyMatch(range -> range.besides(target.namespace()))) {
            return;
        }
        Field metrics = subject.at("spec", "metrics");
        if (metrics.items().isEmpty()) {
            // Without a metric it is the CPU.
            requested("cpu", targetName(subject), target, out);
        }
        for (Field metric : metrics.items()) {
            Field resource = metric.at("resource");
            boolean share = resource.at("target", "type").text().equals("Utilization")
                    || !resource.at("targetAverageUtilization").absent();
            if (share) {
                Field name = resource.at("name");
                requested(name.text(), name, target, out);
            }
        }
    }

    private static void requested(String resource, Field at, Subject target, Findings out) {
        List<Action.PatchComponent> fix = new ArrayList<>();
        for (Field container : target.containers()) {
            Field request = container.at("resources", "requests", resource);
            boolean limited = !container.at("resources", "limits", resource).absent();
            if (container.isMap() && request.absent() && !limited) {
                fix.add(out.set(target, request, Json.of(resource.equals("cpu") ? "100m" : "128Mi")));
            }
        }
        if ((resource.equals("cpu") || resource.equals("memory")) && !fix.isEmpty()) {
            out.add(at, "A container of " + target.title() + " requests no " + resource + ".", fix);
        }
    }

    private static void fixedReplicas(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.at("spec", "replicas");
        boolean scaled = subject.core() && SCALED.contains(subject.component().kind());
        if (scaled && !at.absent() && !design.autoscalers(subject).isEmpty()) {
            out.add(at, subject.title() + " is scaled, and sets its replicas.", out.remove(at));
        }
    }

    private static void duplicate(CheckedDesign design, Subject subject, Findings out) {
        Subject target = target(design, subject);
        if (target != null) {
            List<Subject> autoscalers = design.autoscalers(target);
            boolean first = autoscalers.isEmpty()
                    || autoscalers
                            .getFirst()
                            .component()
                            .id()
                            .equals(subject.component().id());
            if (!first) {
                out.add(targetName(subject), "Another autoscaler scales " + target.title() + " too.");
            }
        }
    }
}
