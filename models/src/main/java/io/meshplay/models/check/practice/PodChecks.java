package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.RELIABILITY;
import static io.meshplay.models.check.rule.Category.SECURITY;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Inspection;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What pods share with their node, and how they end. */
final class PodChecks {
    private static final Set<String> DEFAULT_ACCOUNT = Set.of("", "default");

    private static final List<Rule> ALL = List.of(
            Rule.fixable(
                    "pod-host-network",
                    ERROR,
                    SECURITY,
                    "A pod uses the network of its node",
                    "It hears what the node hears and passes every network policy. Remove hostNetwork and use a"
                            + " Service.",
                    shared("hostNetwork", "the network")),
            Rule.fixable(
                    "pod-host-pid",
                    ERROR,
                    SECURITY,
                    "A pod sees the processes of its node",
                    "It can read their environment and, as root, end or enter them. Remove hostPID.",
                    shared("hostPID", "the processes")),
            Rule.fixable(
                    "pod-host-ipc",
                    ERROR,
                    SECURITY,
                    "A pod shares memory with its node",
                    "It can read and change the shared memory of the node's programs. Remove hostIPC.",
                    shared("hostIPC", "the shared memory")),
            Rule.of(
                    "pod-host-path",
                    WARNING,
                    SECURITY,
                    "A pod mounts a directory of its node",
                    "The pod depends on one node, and what it writes there stays. Use a PersistentVolumeClaim or"
                            + " an emptyDir.",
                    (_, subject, out) -> hostPath(subject, out)),
            Rule.of(
                    "pod-runtime-socket",
                    ERROR,
                    SECURITY,
                    "A pod can talk to the container runtime of its node",
                    "Who talks to the runtime starts privileged containers: the node is theirs. Remove the volume.",
                    (_, subject, out) -> runtimeSocket(subject, out)),
            Rule.fixable(
                    "pod-account-token",
                    WARNING,
                    SECURITY,
                    "A pod gets a token of the API that it does not need",
                    "A pod without an account of its own has no business with the API; an intruder has. Set"
                            + " automountServiceAccountToken to false.",
                    PodChecks::accountToken),
            Rule.fixable(
                    "pod-restart-policy",
                    ERROR,
                    API,
                    "A pod has a restart policy that its controller refuses",
                    "Controllers that keep pods running take Always only, a Job anything but Always.",
                    (_, subject, out) -> restartPolicy(subject, out)),
            Rule.fixable(
                    "pod-killed-at-once",
                    WARNING,
                    RELIABILITY,
                    "A pod has no time to end",
                    "With a grace period of 0 requests under way are cut and files are left half written. Remove"
                            + " it.",
                    (_, subject, out) -> killedAtOnce(subject, out)),
            Rule.of(
                    "pod-mount-missing",
                    ERROR,
                    API,
                    "A container mounts a volume that the pod does not have",
                    "The cluster refuses the pod. Add the volume, or correct its name.",
                    (_, subject, out) -> mountMissing(subject, out)),
            Rule.of(
                    "pod-mount-duplicate",
                    ERROR,
                    API,
                    "A container mounts two volumes at one path",
                    "The cluster refuses the pod. Mount one of them elsewhere.",
                    Containers.each(PodChecks::mountDuplicate)),
            Rule.fixable(
                    "pod-volume-unused",
                    INFO,
                    RELIABILITY,
                    "A pod has a volume that no container mounts",
                    "It only keeps the pod from starting when it is missing. Mount or remove it.",
                    (_, subject, out) -> volumeUnused(subject, out)));

    private PodChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static Inspection shared(String key, String what) {
        return (_, subject, out) -> {
            Field at = subject.podSpec().at(key);
            if (at.is(true)) {
                out.add(at, subject.title() + " shares " + what + " of its node.", out.remove(at));
            }
        };
    }

    private static boolean socket(String path) {
        return path.endsWith(".sock")
                && (path.contains("docker") || path.contains("containerd") || path.contains("crio"));
    }

    private static void hostPath(Subject subject, Findings out) {
        for (Field volume : subject.podSpec().at("volumes").items()) {
            Field path = volume.at("hostPath", "path");
            if (volume.at("hostPath").isMap() && !socket(path.text())) {
                out.add(path, subject.title() + " mounts " + Words.quoted(path.text()) + " of its node.");
            }
        }
    }

    private static void runtimeSocket(Subject subject, Findings out) {
        for (Field volume : subject.podSpec().at("volumes").items()) {
            Field path = volume.at("hostPath", "path");
            if (socket(path.text())) {
                out.add(path, subject.title() + " can talk to the container runtime of its node.");
            }
        }
    }

    private static void accountToken(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.podSpec().at("automountServiceAccountToken");
        String account = subject.podSpec().at("serviceAccountName").text();
        if (subject.allContainers().isEmpty() || at.is(false) || !DEFAULT_ACCOUNT.contains(account)) {
            return;
        }
        Subject found = design.find("ServiceAccount", "default", subject.namespace());
        if (at.is(true)
                || found == null
                || !found.at("automountServiceAccountToken").is(false)) {
            out.add(at, subject.title() + " gets a token of the API.", out.set(at, Json.of(false)));
        }
    }

    private static void restartPolicy(Subject subject, Findings out) {
        Field at = subject.podSpec().at("restartPolicy");
        if (Containers.lasts(subject) && !at.absent() && !at.text().equals("Always")) {
            out.add(at, subject.title() + " takes no restart policy but Always.", out.remove(at));
        } else if (subject.is("Job", "CronJob") && (at.absent() || at.text().equals("Always"))) {
            String message = subject.title() + " needs the restart policy OnFailure or Never.";
            if (!subject.allContainers().isEmpty()) {
                out.add(at, message, out.set(at, Json.of("OnFailure")));
            }
        }
    }

    private static void killedAtOnce(Subject subject, Findings out) {
        Field at = subject.podSpec().at("terminationGracePeriodSeconds");
        if (at.number().orElse(1) == 0) {
            out.add(at, subject.title() + " is killed without a warning.", out.remove(at));
        }
    }

    private static void mountMissing(Subject subject, Findings out) {
        Set<String> volumes = new HashSet<>();
        subject.podSpec()
                .at("volumes")
                .items()
                .forEach(volume -> volumes.add(volume.at("name").text()));
        if (subject.is("StatefulSet")) {
            subject.at("spec", "volumeClaimTemplates")
                    .items()
                    .forEach(claim -> volumes.add(claim.at("metadata", "name").text()));
        }
        for (Field container : subject.allContainers()) {
            for (Field mount : container.at("volumeMounts").items()) {
                Field name = mount.at("name");
                if (!name.text().isEmpty() && !volumes.contains(name.text())) {
                    String volume = Words.quoted(name.text());
                    out.add(name, Containers.title(container) + " mounts " + volume + ", which the pod does not have.");
                }
            }
        }
    }

    private static void mountDuplicate(Subject subject, Field container, Findings out) {
        Set<String> seen = new HashSet<>();
        for (Field mount : container.at("volumeMounts").items()) {
            Field path = mount.at("mountPath");
            if (!path.text().isEmpty() && !seen.add(path.text())) {
                out.add(path, Containers.title(container) + " mounts twice at " + Words.quoted(path.text()) + ".");
            }
        }
    }

    private static void volumeUnused(Subject subject, Findings out) {
        Set<String> used = new HashSet<>();
        for (Field container : subject.allContainers()) {
            for (String key : List.of("volumeMounts", "volumeDevices")) {
                container
                        .at(key)
                        .items()
                        .forEach(mount -> used.add(mount.at("name").text()));
            }
        }
        for (Field volume : subject.podSpec().at("volumes").items()) {
            Field name = volume.at("name");
            if (!name.text().isEmpty() && !used.contains(name.text())) {
                out.add(name, "No container mounts " + Words.quoted(name.text()) + ".", out.remove(volume));
            }
        }
    }
}
