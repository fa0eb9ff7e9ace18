package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.RELIABILITY;
import static io.meshplay.models.check.rule.Category.RESOURCES;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Quantity;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Claims of storage, of their own or in StatefulSets. */
final class ClaimChecks {
    private static final Set<String> ONE_NODE = Set.of("ReadWriteOnce", "ReadWriteOncePod");

    private static final List<Rule> ALL = List.of(
            Rule.fixable(
                    "claim-size",
                    ERROR,
                    API,
                    "A claim says no size",
                    "The cluster refuses it. Request storage, such as 1Gi.",
                    (_, subject, out) -> size(subject, out)),
            Rule.fixable(
                    "claim-access-mode",
                    ERROR,
                    API,
                    "A claim says no access mode",
                    "The cluster refuses it. Say ReadWriteOnce, unless several nodes mount it.",
                    (_, subject, out) -> accessMode(subject, out)),
            Rule.of(
                    "claim-class",
                    INFO,
                    RESOURCES,
                    "A claim names no storage class",
                    "It gets whatever is the default of the cluster, or waits for ever. Name the class in"
                            + " storageClassName.",
                    (_, subject, out) -> storageClass(subject, out)),
            Rule.of(
                    "claim-shared",
                    WARNING,
                    RELIABILITY,
                    "Several replicas mount a claim that one node can mount",
                    "Pods on other nodes never start. Use ReadWriteMany, one replica, or a StatefulSet with claims"
                            + " of its own.",
                    ClaimChecks::shared));

    private ClaimChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static List<Field> claims(Subject subject) {
        List<Field> claims = new ArrayList<>();
        if (subject.is("PersistentVolumeClaim")) {
            claims.add(subject.at("spec"));
        } else if (subject.is("StatefulSet")) {
            for (Field claim : subject.at("spec", "volumeClaimTemplates").items()) {
                if (claim.isMap()) {
                    claims.add(claim.at("spec"));
                }
            }
        }
        return claims;
    }

    private static void size(Subject subject, Findings out) {
        for (Field claim : claims(subject)) {
            Field at = claim.at("resources", "requests", "storage");
            if (Quantity.of(at.value()).isEmpty()) {
                out.add(at, "A claim of " + subject.title() + " says no size.", out.set(at, Json.of("1Gi")));
            }
        }
    }

    private static void accessMode(Subject subject, Findings out) {
        for (Field claim : claims(subject)) {
            Field at = claim.at("accessModes");
            if (at.texts().isEmpty()) {
                Json modes = new Json.Items(List.of(Json.of("ReadWriteOnce")));
                out.add(at, "A claim of " + subject.title() + " says no access mode.", out.set(at, modes));
            }
        }
    }

    private static void storageClass(Subject subject, Findings out) {
        for (Field claim : claims(subject)) {
            Field at = claim.at("storageClassName");
            // An empty class is one: that of volumes without any.
            if (at.absent() && claim.at("volumeName").text().isEmpty()) {
                out.add(at, "A claim of " + subject.title() + " takes the default storage class.");
            }
        }
    }

    private static void shared(CheckedDesign design, Subject subject, Findings out) {
        if (!subject.is("Deployment") || WorkloadChecks.replicas(subject) <= 1) {
            return;
        }
        for (Field volume : subject.podSpec().at("volumes").items()) {
            Field name = volume.at("persistentVolumeClaim", "claimName");
            Subject claim = design.find("PersistentVolumeClaim", name.text(), subject.namespace());
            List<String> modes =
                    claim == null ? List.of() : claim.at("spec", "accessModes").texts();
            if (!modes.isEmpty() && ONE_NODE.containsAll(modes)) {
                out.add(name, "The replicas of " + subject.title() + " share claim " + Words.quoted(name.text()) + ".");
            }
        }
    }
}
