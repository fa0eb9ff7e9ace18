package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.NETWORK;
import static io.meshplay.models.check.rule.Category.REFERENCES;
import static io.meshplay.models.check.rule.Category.SECURITY;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Memo;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Ingresses, and the Services behind them. */
final class IngressChecks {
    private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
    private static final Memo<Map<String, String>> FIRST_OF_PATHS = new Memo<>(IngressChecks::firstOfPaths);

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "ingress-tls-missing",
                    WARNING,
                    SECURITY,
                    "An Ingress takes a host without TLS",
                    "Passwords and cookies travel as plain text. Add an entry under tls with the host and the"
                            + " Secret of its certificate.",
                    (_, subject, out) -> tlsMissing(subject, out)),
            Rule.of(
                    "ingress-service-missing",
                    WARNING,
                    REFERENCES,
                    "An Ingress leads to a Service that is not in the design",
                    "Whoever calls gets an error. Add the Service, or correct its name.",
                    IngressChecks::serviceMissing),
            Rule.fixable(
                    "ingress-service-port",
                    ERROR,
                    REFERENCES,
                    "An Ingress leads to a port that its Service does not have",
                    "Whoever calls gets an error. Lead to a port of the Service, not of the container.",
                    IngressChecks::servicePort),
            Rule.of(
                    "ingress-path-duplicate",
                    ERROR,
                    NETWORK,
                    "A host and path stand in two places",
                    "Which of them answers depends on the controller and on chance. Remove one.",
                    IngressChecks::pathDuplicate),
            Rule.fixable(
                    "ingress-path-type",
                    ERROR,
                    API,
                    "A path of an Ingress has no type",
                    "The cluster refuses it. Say Prefix or Exact.",
                    (_, subject, out) -> pathType(subject, out)),
            Rule.of(
                    "ingress-class-missing",
                    INFO,
                    NETWORK,
                    "An Ingress names no class",
                    "Without a default class in the cluster nobody serves it. Name one in ingressClassName.",
                    (_, subject, out) -> classMissing(subject, out)),
            Rule.fixable(
                    "ingress-class-annotation",
                    WARNING,
                    API,
                    "An Ingress names its class by the old annotation",
                    "Controllers may stop reading it. Name the class in ingressClassName.",
                    (_, subject, out) -> classAnnotation(subject, out)));

    private IngressChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static List<Field> rules(Subject subject) {
        return subject.is("Ingress") ? subject.at("spec", "rules").items() : List.of();
    }

    private static List<Field> paths(Field rule) {
        return rule.at("http", "paths").items().stream().filter(Field::isMap).toList();
    }

    private static List<Field> backends(Subject subject) {
        List<Field> backends = new ArrayList<>();
        rules(subject).forEach(rule -> paths(rule).forEach(path -> backends.add(path.at("backend"))));
        if (subject.is("Ingress")) {
            backends.add(subject.at("spec", "defaultBackend"));
            backends.add(subject.at("spec", "backend"));
        }
        return backends;
    }

    /** The name of the Service, in the form of networking.k8s.io/v1 or in that of its betas. */
    private static Field service(Field backend) {
        Field name = backend.at("service", "name");
        return name.absent() ? backend.at("serviceName") : name;
    }

    private static void tlsMissing(Subject subject, Findings out) {
        if (!subject.is("Ingress")) {
            return;
        }
        Field tls = subject.at("spec", "tls");
        if (tls.items().isEmpty()) {
            out.add(tls, subject.title() + " has no TLS.");
            return;
        }
        Set<String> covered = new HashSet<>();
        tls.items().forEach(entry -> covered.addAll(entry.at("hosts").texts()));
        for (Field rule : rules(subject)) {
            Field host = rule.at("host");
            String wild = "*" + host.text().substring(Math.max(host.text().indexOf('.'), 0));
            if (!host.text().isEmpty() && !covered.contains(host.text()) && !covered.contains(wild)) {
                out.add(host, "No entry under tls has the host " + Words.quoted(host.text()) + ".");
            }
        }
    }

    private static void serviceMissing(CheckedDesign design, Subject subject, Findings out) {
        for (Field backend : backends(subject)) {
            Field name = service(backend);
            if (!name.text().isEmpty() && design.find("Service", name.text(), subject.namespace()) == null) {
                out.add(name, "Service " + Words.quoted(name.text()) + " is not in the design.");
            }
        }
    }

    private static void servicePort(CheckedDesign design, Subject subject, Findings out) {
        for (Field backend : backends(subject)) {
            Subject service = design.find("Service", service(backend).text(), subject.namespace());
            List<Field> ports =
                    service == null ? List.of() : service.at("spec", "ports").items();
            Field wanted = wantedPort(backend);
            Json value = wanted.value();
            boolean named = value instanceof Json.Text;
            boolean known = ports.stream()
                    .anyMatch(port ->
                            Objects.equals(port.at(named ? "name" : "port").value(), value));
            if (ports.isEmpty() || !(named || value instanceof Json.Numeral) || known) {
                continue;
            }
            String message = Objects.requireNonNull(service).title() + " has no port "
                    + Words.quoted(String.valueOf(Words.plain(value))) + ".";
            Json only = ports.getFirst().at("port").value();
            boolean plain = wanted.key().equals("number") || (wanted.key().equals("servicePort") && !named);
            if (ports.size() == 1 && only instanceof Json.Numeral && plain) {
                out.add(wanted, message, out.set(wanted, only));
            } else {
                out.add(wanted, message);
            }
        }
    }

    private static Field wantedPort(Field backend) {
        Field port = backend.at("service", "port");
        if (port.isMap()) {
            return port.at("number").absent() ? port.at("name") : port.at("number");
        }
        return backend.at("servicePort");
    }

    private static String placeOf(Subject subject, Field path) {
        return subject.component().id() + path.pointer();
    }

    private static String address(Subject subject, Field rule, Field path) {
        Field named = subject.at("spec", "ingressClassName");
        Field annotated = subject.at("metadata", "annotations", CLASS_ANNOTATION);
        String way = path.at("path").text();
        return String.join(
                "\n",
                named.text().isEmpty() ? annotated.text() : named.text(),
                rule.at("host").text(),
                way.isEmpty() ? "/" : way,
                path.at("pathType").text());
    }

    private static Map<String, String> firstOfPaths(CheckedDesign design) {
        Map<String, String> first = new HashMap<>();
        for (Subject subject : design.of("Ingress")) {
            for (Field rule : rules(subject)) {
                for (Field path : paths(rule)) {
                    first.putIfAbsent(address(subject, rule, path), placeOf(subject, path));
                }
            }
        }
        return first;
    }

    private static void pathDuplicate(CheckedDesign design, Subject subject, Findings out) {
        for (Field rule : rules(subject)) {
            for (Field path : paths(rule)) {
                String first = design.remember(FIRST_OF_PATHS).get(address(subject, rule, path));
                if (first != null && !first.equals(placeOf(subject, path))) {
                    out.add(path.at("path"), "This host and path stand in another place too.");
                }
            }
        }
    }

    private static void pathType(Subject subject, Findings out) {
        if (subject.component().version().endsWith("beta1")) {
            return; // The betas had a default.
        }
        for (Field rule : rules(subject)) {
            for (Field path : paths(rule)) {
                Field at = path.at("pathType");
                if (at.absent()) {
                    String message = "Path " + Words.quoted(path.at("path").text()) + " has no type.";
                    out.add(at, message, out.set(at, Json.of("Prefix")));
                }
            }
        }
    }

    private static void classMissing(Subject subject, Findings out) {
        Field at = subject.at("spec", "ingressClassName");
        Field annotated = subject.at("metadata", "annotations", CLASS_ANNOTATION);
        if (subject.is("Ingress") && at.text().isEmpty() && annotated.absent()) {
            out.add(at, subject.title() + " names no class.");
        }
    }

    private static void classAnnotation(Subject subject, Findings out) {
        Field at = subject.at("spec", "ingressClassName");
        Field annotated = subject.at("metadata", "annotations", CLASS_ANNOTATION);
        if (subject.is("Ingress") && !annotated.text().isEmpty()) {
            String name = at.text().isEmpty() ? annotated.text() : at.text();
            String message = subject.title() + " names its class by the old annotation.";
            out.add(annotated, message, out.remove(annotated), out.set(at, Json.of(name)));
        }
    }
}
