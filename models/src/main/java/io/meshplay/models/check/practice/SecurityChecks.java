package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.SECURITY;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What containers may do to the node that they run on. */
final class SecurityChecks {
    private static final String CONTEXT = "securityContext";
    private static final Set<String> DANGEROUS = Set.of(
            "ALL",
            "BPF",
            "DAC_READ_SEARCH",
            "NET_ADMIN",
            "NET_RAW",
            "PERFMON",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_MODULE",
            "SYS_PTRACE",
            "SYS_RAWIO",
            "SYS_TIME");

    private static final List<Rule> ALL = List.of(
            Rule.fixable(
                    "container-privileged",
                    ERROR,
                    SECURITY,
                    "A container is privileged",
                    "A privileged container is root on its node: whoever breaks it has the node. Remove the flag"
                            + " and add the one capability that is needed.",
                    Containers.each(SecurityChecks::privileged)),
            Rule.fixable(
                    "container-privilege-escalation",
                    WARNING,
                    SECURITY,
                    "A container lets its processes gain privileges",
                    "Unless it is ruled out, a set-user-id program in the image makes root of anybody. Set"
                            + " allowPrivilegeEscalation to false.",
                    Containers.each(SecurityChecks::escalation)),
            Rule.fixable(
                    "container-run-as-root",
                    WARNING,
                    SECURITY,
                    "A container may run as root",
                    "Root in a container is root for every bug of the kernel. Set runAsNonRoot to true; the image"
                            + " then needs a user of its own.",
                    SecurityChecks::runAsRoot),
            Rule.fixable(
                    "container-root-user",
                    ERROR,
                    SECURITY,
                    "A container is told to run as user 0",
                    "User 0 is root whatever the image says. Remove runAsUser, or name another user.",
                    Containers.each(SecurityChecks::rootUser)),
            Rule.fixable(
                    "container-writable-root",
                    WARNING,
                    SECURITY,
                    "A container can write to its root file system",
                    "What can be written can be replaced by an intruder. Set readOnlyRootFilesystem to true and"
                            + " mount an emptyDir where the program writes.",
                    Containers.each(SecurityChecks::writableRoot)),
            Rule.fixable(
                    "container-capabilities-kept",
                    WARNING,
                    SECURITY,
                    "A container keeps the default capabilities",
                    "Hardly a program needs one of the fourteen capabilities that containers have by default. Drop"
                            + " ALL, and add back what is needed.",
                    Containers.each(SecurityChecks::capabilitiesKept)),
            Rule.fixable(
                    "container-capability-dangerous",
                    ERROR,
                    SECURITY,
                    "A container adds a capability that gives it the node",
                    "With capabilities such as SYS_ADMIN or NET_ADMIN a container can leave its sandbox or listen"
                            + " to others. Remove it.",
                    Containers.each(SecurityChecks::dangerousCapability)),
            Rule.fixable(
                    "container-seccomp",
                    WARNING,
                    SECURITY,
                    "System calls are not filtered",
                    "Without a seccomp profile every system call of the kernel can be attacked. Set the profile"
                            + " RuntimeDefault.",
                    SecurityChecks::seccomp));

    private SecurityChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static void privileged(Subject subject, Field container, Findings out) {
        Field at = container.at(CONTEXT, "privileged");
        if (at.is(true)) {
            out.add(at, Containers.title(container) + " is privileged.", out.set(at, Json.of(false)));
        }
    }

    private static void escalation(Subject subject, Field container, Findings out) {
        Field at = container.at(CONTEXT, "allowPrivilegeEscalation");
        // The API refuses the two together; being privileged is a finding of its own.
        if (!at.is(false) && !container.at(CONTEXT, "privileged").is(true)) {
            String message = Containers.title(container) + " does not rule out that its processes gain privileges.";
            out.add(at, message, out.set(at, Json.of(false)));
        }
    }

    private static void runAsRoot(CheckedDesign design, Subject subject, Findings out) {
        Field pod = subject.podSpec().at(CONTEXT, "runAsNonRoot");
        boolean open = false;
        for (Field container : subject.allContainers()) {
            Field own = container.at(CONTEXT, "runAsNonRoot");
            if (own.is(false)) {
                String message = Containers.title(container) + " allows root, whatever its pod says.";
                out.add(own, message, out.set(own, Json.of(true)));
            } else {
                open |= container.isMap() && !own.is(true);
            }
        }
        if (open && !pod.is(true)) {
            out.add(pod, "The containers may run as root.", out.set(pod, Json.of(true)));
        }
    }

    private static void rootUser(Subject subject, Field container, Findings out) {
        Field at = Containers.effective(subject, container, "runAsUser");
        if (at.number().orElse(-1) == 0) {
            out.add(at, Containers.title(container) + " runs as user 0, which is root.", out.remove(at));
        }
    }

    private static void writableRoot(Subject subject, Field container, Findings out) {
        Field at = container.at(CONTEXT, "readOnlyRootFilesystem");
        if (!at.is(true)) {
            String message = Containers.title(container) + " can write to its root file system.";
            out.add(at, message, out.set(at, Json.of(true)));
        }
    }

    private static void capabilitiesKept(Subject subject, Field container, Findings out) {
        Field at = container.at(CONTEXT, "capabilities", "drop");
        if (at.texts().stream().noneMatch(name -> capability(name).equals("ALL"))) {
            String message = Containers.title(container) + " does not drop all capabilities.";
            out.add(at, message, out.set(at, new Json.Items(List.of(Json.of("ALL")))));
        }
    }

    private static void dangerousCapability(Subject subject, Field container, Findings out) {
        for (Field item : container.at(CONTEXT, "capabilities", "add").items()) {
            if (DANGEROUS.contains(capability(item.text()))) {
                String message = Containers.title(container) + " adds " + Words.quoted(item.text()) + ".";
                out.add(item, message, out.remove(item));
            }
        }
    }

    private static String capability(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith("CAP_") ? upper.substring("CAP_".length()) : upper;
    }

    private static void seccomp(CheckedDesign design, Subject subject, Findings out) {
        Field pod = subject.podSpec().at(CONTEXT, "seccompProfile");
        boolean open = false;
        for (Field container : subject.allContainers()) {
            Field own = container.at(CONTEXT, "seccompProfile");
            if (unconfined(own)) {
                String message = Containers.title(container) + " switches the filter of system calls off.";
                out.add(own.at("type"), message, out.set(own, runtimeDefault()));
            } else {
                open |= container.isMap() && own.at("type").text().isEmpty();
            }
        }
        boolean filtered = !pod.at("type").text().isEmpty() && !unconfined(pod);
        if (open && !filtered) {
            out.add(pod, "Nothing filters the system calls of the containers.", out.set(pod, runtimeDefault()));
        }
    }

    private static boolean unconfined(Field profile) {
        return profile.at("type").text().equals("Unconfined");
    }

    private static Json runtimeDefault() {
        return new Json.Fields(Map.of("type", Json.of("RuntimeDefault")));
    }
}
