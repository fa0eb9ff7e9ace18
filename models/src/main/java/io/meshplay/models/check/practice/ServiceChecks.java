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
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Selector;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.policy.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Services, and whom they lead to. */
final class ServiceChecks {
    private static final int LOOKED_AT = 20;

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "service-selects-nothing",
                    WARNING,
                    REFERENCES,
                    "A Service selects no pod of the design",
                    "Whoever calls it gets no answer. Select the labels of a pod template.",
                    ServiceChecks::selectsNothing),
            Rule.fixable(
                    "service-target-port",
                    ERROR,
                    REFERENCES,
                    "A Service leads to a port that its pods do not have",
                    "Connections are refused. Lead to a port that a container declares.",
                    ServiceChecks::targetPort),
            Rule.fixable(
                    "service-node-port",
                    INFO,
                    NETWORK,
                    "A Service opens a port on every node",
                    "It is reachable past Ingress and its rules, at a port that has to be remembered. Use a"
                            + " ClusterIP Service behind an Ingress.",
                    (_, subject, out) -> nodePort(subject, out)),
            Rule.of(
                    "service-load-balancer-open",
                    WARNING,
                    SECURITY,
                    "A load balancer is open to everybody",
                    "Whatever it leads to is in the internet. Name the sources in loadBalancerSourceRanges, make"
                            + " it an internal one, or ignore this where it is meant.",
                    (_, subject, out) -> loadBalancer(subject, out)),
            Rule.fixable(
                    "service-port-unnamed",
                    ERROR,
                    API,
                    "One of several ports of a Service has no name",
                    "The cluster refuses it. Name each port.",
                    (_, subject, out) -> portUnnamed(subject, out)),
            Rule.fixable(
                    "service-port-duplicate",
                    ERROR,
                    API,
                    "A Service has a port twice",
                    "The cluster refuses it. Remove one.",
                    (_, subject, out) -> portDuplicate(subject, out)),
            Rule.fixable(
                    "service-external-ips",
                    WARNING,
                    SECURITY,
                    "A Service claims addresses outside the cluster",
                    "Who may make such a Service can take over the traffic of others to these addresses"
                            + " (CVE-2020-8554). Remove externalIPs.",
                    (_, subject, out) -> externalIps(subject, out)));

    private ServiceChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static List<Subject> targets(CheckedDesign design, Subject subject, int most) {
        Selector selector = Selector.ofLabels(subject.at("spec", "selector"));
        return selector.isEmpty() ? List.of() : design.selected(selector, subject.namespace(), most);
    }

    private static boolean selects(Subject subject) {
        return subject.is("Service")
                && !Selector.ofLabels(subject.at("spec", "selector")).isEmpty()
                && !subject.at("spec", "type").text().equals("ExternalName");
    }

    private static void selectsNothing(CheckedDesign design, Subject subject, Findings out) {
        if (selects(subject) && targets(design, subject, 1).isEmpty()) {
            out.add(subject.at("spec", "selector"), subject.title() + " selects no pod of the design.");
        }
    }

    private static void targetPort(CheckedDesign design, Subject subject, Findings out) {
        if (!selects(subject)) {
            return;
        }
        List<Field> declared = new ArrayList<>();
        targets(design, subject, LOOKED_AT).forEach(workload -> declared.addAll(Containers.ports(workload)));
        Set<Json> numbers = new HashSet<>();
        for (Field port : declared) {
            if (port.at("containerPort").value() instanceof Json.Numeral number) {
                numbers.add(number);
            }
        }
        if (numbers.isEmpty()) {
            return; // Ports need not be declared.
        }
        for (Field port : subject.at("spec", "ports").items()) {
            Field target = port.at("targetPort");
            Json wanted = target.absent() ? port.at("port").value() : target.value();
            boolean found = switch (wanted) {
                case Json.Text(String name) ->
                    declared.stream().anyMatch(one -> one.at("name").text().equals(name));
                case Json.Numeral number -> numbers.contains(number);
                case Json.Nil _, Json.Flag _, Json.Items _, Json.Fields _ -> true;
                case null -> true;
            };
            if (!found) {
                String message = "No container that " + subject.title() + " leads to has port "
                        + Words.quoted(String.valueOf(Words.plain(wanted))) + ".";
                if (numbers.size() == 1) {
                    out.add(target, message, out.set(target, numbers.iterator().next()));
                } else {
                    out.add(target, message);
                }
            }
        }
    }

    private static void nodePort(Subject subject, Findings out) {
        Field type = subject.at("spec", "type");
        if (subject.is("Service") && type.text().equals("NodePort")) {
            List<Action.PatchComponent> fix = new ArrayList<>();
            fix.add(out.set(type, Json.of("ClusterIP")));
            for (Field port : subject.at("spec", "ports").items()) {
                if (!port.at("nodePort").absent()) {
                    fix.add(out.remove(port.at("nodePort")));
                }
            }
            out.add(type, subject.title() + " opens a port on every node.", fix);
        }
    }

    private static void loadBalancer(Subject subject, Findings out) {
        Field type = subject.at("spec", "type");
        boolean inside = subject.at("metadata", "annotations").entries().keySet().stream()
                .anyMatch(name -> name.contains("internal"));
        if (subject.is("Service")
                && type.text().equals("LoadBalancer")
                && !inside
                && subject.at("spec", "loadBalancerSourceRanges").blank()) {
            out.add(type, subject.title() + " is open to everybody.");
        }
    }

    private static String protocol(Field port) {
        String protocol = port.at("protocol").text();
        return protocol.isEmpty() ? "TCP" : protocol;
    }

    private static void portUnnamed(Subject subject, Findings out) {
        List<Field> ports = subject.at("spec", "ports").items();
        if (!subject.is("Service") || ports.size() < 2) {
            return;
        }
        Set<String> taken = new HashSet<>();
        ports.forEach(port -> taken.add(port.at("name").text()));
        for (Field port : ports) {
            Field name = port.at("name");
            if (!port.isMap() || !name.text().isEmpty()) {
                continue;
            }
            String message = "A port of " + subject.title() + " has no name.";
            String made = protocol(port).toLowerCase(Locale.ROOT) + "-"
                    + Words.plain(port.at("port").value());
            if (made.matches("[a-z]{1,4}-[0-9]{1,5}") && taken.add(made)) {
                out.add(name, message, out.set(name, Json.of(made)));
            } else {
                out.add(name, message);
            }
        }
    }

    private static void portDuplicate(Subject subject, Findings out) {
        if (subject.is("Service")) {
            Set<String> seen = new HashSet<>();
            for (Field port : subject.at("spec", "ports").items()) {
                Field number = port.at("port");
                String key = Words.plain(number.value()) + "/" + protocol(port);
                if (!number.absent() && !seen.add(key)) {
                    out.add(number, subject.title() + " has port " + Words.cut(key, 40) + " twice.", out.remove(port));
                }
            }
        }
    }

    private static void externalIps(Subject subject, Findings out) {
        Field at = subject.at("spec", "externalIPs");
        if (subject.is("Service") && !at.blank()) {
            out.add(at, subject.title() + " claims addresses outside the cluster.", out.remove(at));
        }
    }
}
