package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.NETWORK;
import static io.meshplay.models.check.rule.Category.RELIABILITY;
import static io.meshplay.models.check.rule.Category.SECURITY;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Images, environment, ports and probes of containers. */
final class ContainerChecks {
    private static final String NAME = "name";

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "container-image-missing",
                    ERROR,
                    API,
                    "A container has no image",
                    "Nothing can run without an image; the cluster refuses it. Name one.",
                    Containers.each(ContainerChecks::imageMissing)),
            Rule.of(
                    "container-image-latest",
                    WARNING,
                    RELIABILITY,
                    "An image has no tag, or the tag latest",
                    "Nobody knows what runs, and two pods may run different things. Name a version or a digest.",
                    Containers.each(ContainerChecks::imageLatest)),
            Rule.fixable(
                    "container-pull-policy",
                    WARNING,
                    RELIABILITY,
                    "An image whose tag moves is not pulled again",
                    "A node that has an old image of that tag goes on running it. Pull always, or better name a"
                            + " version.",
                    Containers.each(ContainerChecks::pullPolicy)),
            Rule.of(
                    "container-secret-in-env",
                    ERROR,
                    SECURITY,
                    "A secret stands in the environment as plain text",
                    "Whoever may see the design or the pod can read it. Put it into a Secret and refer to it with"
                            + " secretKeyRef; then change it, for it is known.",
                    Containers.each(ContainerChecks::secretInEnvironment)),
            Rule.fixable(
                    "container-env-duplicate",
                    WARNING,
                    API,
                    "An environment variable stands twice",
                    "The last one counts, and the first is mistaken for the truth. Remove it.",
                    Containers.each(ContainerChecks::environmentDuplicate)),
            Rule.fixable(
                    "container-env-not-text",
                    ERROR,
                    API,
                    "An environment variable is no text",
                    "The cluster refuses numbers and flags as values of variables. Put the value in quotes.",
                    Containers.each(ContainerChecks::environmentNotText)),
            Rule.fixable(
                    "container-host-port",
                    WARNING,
                    NETWORK,
                    "A container takes a port of its node",
                    "One pod a node is all that can run, and the port is open past every network policy. Remove"
                            + " hostPort and use a Service.",
                    Containers.each(ContainerChecks::hostPort)),
            Rule.fixable(
                    "container-port-duplicate",
                    WARNING,
                    NETWORK,
                    "A pod declares a port twice",
                    "The containers of a pod share one address: only one can listen. Remove the second.",
                    (_, subject, out) -> portDuplicate(subject, out)),
            Rule.fixable(
                    "container-port-name-duplicate",
                    ERROR,
                    API,
                    "Two ports of a pod have one name",
                    "A Service or probe that asks for the name cannot know which is meant. Rename or remove one of"
                            + " the names.",
                    (_, subject, out) -> portNameDuplicate(subject, out)),
            Rule.fixable(
                    "container-name-duplicate",
                    ERROR,
                    API,
                    "Two containers of a pod have one name",
                    "The cluster refuses the pod. Rename one.",
                    (_, subject, out) -> nameDuplicate(subject, out)),
            Rule.fixable(
                    "container-readiness-probe",
                    WARNING,
                    RELIABILITY,
                    "A container has no readiness probe",
                    "Without one a pod gets traffic before it can answer. Add a probe that asks what users ask.",
                    Containers.lasting(ContainerChecks::readiness)),
            Rule.of(
                    "container-liveness-probe",
                    INFO,
                    RELIABILITY,
                    "A container has no liveness probe",
                    "A program that hangs stays as it is until somebody notices. Add a probe that fails only when"
                            + " a restart helps.",
                    Containers.lasting(ContainerChecks::liveness)),
            Rule.of(
                    "container-probes-alike",
                    INFO,
                    RELIABILITY,
                    "Liveness and readiness ask the same",
                    "A pod that is only busy is killed instead of being spared. Make the liveness probe slower, or"
                            + " let it ask less.",
                    Containers.lasting(ContainerChecks::probesAlike)),
            Rule.of(
                    "container-probe-port",
                    ERROR,
                    RELIABILITY,
                    "A probe asks a port by a name that the container does not have",
                    "The probe fails for ever: the pod never becomes ready, or is killed over and over. Name one"
                            + " of its ports.",
                    Containers.each(ContainerChecks::probePort)));

    private ContainerChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static void imageMissing(Subject subject, Field container, Findings out) {
        Field image = container.at("image");
        if (image.text().isBlank()) {
            out.add(image, Containers.title(container) + " has no image.");
        }
    }

    /** Whether what an image's name means can change: it has no digest, and no tag or the tag latest. */
    private static boolean moves(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        return !image.isBlank() && !image.contains("@") && (!last.contains(":") || last.endsWith(":latest"));
    }

    private static void imageLatest(Subject subject, Field container, Findings out) {
        Field image = container.at("image");
        if (moves(image.text())) {
            out.add(
                    image,
                    Containers.title(container) + " runs " + Words.quoted(image.text()) + ", whichever that is.");
        }
    }

    private static void pullPolicy(Subject subject, Field container, Findings out) {
        Field policy = container.at("imagePullPolicy");
        if (moves(container.at("image").text())
                && !policy.absent()
                && !policy.text().equals("Always")) {
            String message = Containers.title(container) + " may run an old image: its tag moves and it is not pulled.";
            out.add(policy, message, out.set(policy, Json.of("Always")));
        }
    }

    private static void secretInEnvironment(Subject subject, Field container, Findings out) {
        for (Field variable : container.at("env").items()) {
            Field value = variable.at("value");
            if (SecretChecks.namesSecret(variable.at(NAME).text()) && SecretChecks.tellsSecret(value.text())) {
                String name = Words.quoted(variable.at(NAME).text());
                out.addSecret(value, Containers.title(container) + " has " + name + " as plain text.");
            }
        }
    }

    private static void environmentDuplicate(Subject subject, Field container, Findings out) {
        Map<String, Field> last = new HashMap<>();
        for (Field variable : container.at("env").items()) {
            String name = variable.at(NAME).text();
            Field before = name.isEmpty() ? null : last.put(name, variable);
            if (before != null) {
                // The whole entry is shown nowhere: it may hold a secret.
                String message = Containers.title(container) + " sets " + Words.quoted(name) + " again further down.";
                out.add(before.at(NAME), message, out.remove(before));
            }
        }
    }

    private static void environmentNotText(Subject subject, Field container, Findings out) {
        for (Field variable : container.at("env").items()) {
            Field at = variable.at("value");
            Json value = at.value();
            if (!(value instanceof Json.Numeral) && !(value instanceof Json.Flag)) {
                continue;
            }
            String name = variable.at(NAME).text();
            String message = "The value of " + Words.quoted(name) + " is no text: put it in quotes.";
            if (SecretChecks.namesSecret(name)) {
                out.addSecret(at, message); // A patch would tell the value.
            } else {
                out.add(at, message, out.set(at, Json.of(JsonWriter.text(value))));
            }
        }
    }

    private static void hostPort(Subject subject, Field container, Findings out) {
        for (Field port : Containers.ports(container)) {
            Field at = port.at("hostPort");
            if (at.number().orElse(0) != 0
                    && !subject.podSpec().at("hostNetwork").is(true)) {
                out.add(at, Containers.title(container) + " takes a port of its node.", out.remove(at));
            }
        }
    }

    private static void portDuplicate(Subject subject, Findings out) {
        Set<String> seen = new HashSet<>();
        for (Field port : Containers.ports(subject)) {
            Field number = port.at("containerPort");
            String protocol = port.at("protocol").text();
            String key = Words.plain(number.value()) + "/" + (protocol.isEmpty() ? "TCP" : protocol);
            if (!number.absent() && !seen.add(key)) {
                out.add(number, "The pod has port " + Words.cut(key, 40) + " twice.", out.remove(port));
            }
        }
    }

    private static void portNameDuplicate(Subject subject, Findings out) {
        Set<String> seen = new HashSet<>();
        for (Field port : Containers.ports(subject)) {
            Field name = port.at(NAME);
            if (!name.text().isEmpty() && !seen.add(name.text())) {
                out.add(name, "The pod has two ports called " + Words.quoted(name.text()) + ".", out.remove(name));
            }
        }
    }

    private static void nameDuplicate(Subject subject, Findings out) {
        Set<String> taken = new HashSet<>();
        Set<String> seen = new HashSet<>();
        subject.allContainers()
                .forEach(container -> taken.add(container.at(NAME).text()));
        for (Field container : subject.allContainers()) {
            Field name = container.at(NAME);
            if (!name.text().isEmpty() && !seen.add(name.text())) {
                int number = 2;
                while (!taken.add(name.text() + "-" + number)) {
                    number++;
                }
                String message = "The pod has two containers called " + Words.quoted(name.text()) + ".";
                out.add(name, message, out.set(name, Json.of(name.text() + "-" + number)));
            }
        }
    }

    private static void readiness(CheckedDesign design, Subject subject, Field container, Findings out) {
        Field at = container.at("readinessProbe");
        if (!Containers.lasts(subject) || !at.absent()) {
            return;
        }
        String message = Containers.title(container) + " gets traffic as soon as it starts.";
        // A port that accepts is the least that every server can be asked for.
        List<Json> ports = Containers.ports(container).stream()
                .filter(port -> !port.at("protocol").text().equals("UDP"))
                .map(port -> port.at("containerPort").value())
                .filter(Json.Numeral.class::isInstance)
                .map(Json.Numeral.class::cast)
                .<Json>map(port -> port)
                .toList();
        if (ports.isEmpty()) {
            out.add(at, message);
        } else {
            Json socket = new Json.Fields(Map.of("port", ports.getFirst()));
            out.add(at, message, out.set(at, new Json.Fields(Map.of("tcpSocket", socket))));
        }
    }

    private static void liveness(CheckedDesign design, Subject subject, Field container, Findings out) {
        Field at = container.at("livenessProbe");
        if (Containers.lasts(subject) && at.absent()) {
            out.add(at, Containers.title(container) + " is not restarted when it hangs.");
        }
    }

    private static void probesAlike(CheckedDesign design, Subject subject, Field container, Findings out) {
        Field at = container.at("livenessProbe");
        if (at.isMap()
                && !at.blank()
                && at.value() != null
                && at.value().equals(container.at("readinessProbe").value())) {
            // What it asks may hold a password: the value is not told.
            out.add(at.pointer(), "", Containers.title(container) + " is killed whenever it is not ready.", List.of());
        }
    }

    private static void probePort(Subject subject, Field container, Findings out) {
        Set<String> names = new HashSet<>();
        Containers.ports(container).forEach(port -> names.add(port.at(NAME).text()));
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            for (String action : List.of("httpGet", "tcpSocket")) {
                Field port = container.at(probe, action, "port");
                if (!port.text().isEmpty()
                        && !names.contains(port.text())
                        && !port.text().matches("[0-9]+")) {
                    String name = Words.quoted(port.text());
                    out.add(port, Containers.title(container) + " has no port " + name + " for its " + probe + ".");
                }
            }
        }
    }
}
