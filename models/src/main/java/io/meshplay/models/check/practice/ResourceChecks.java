package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.RESOURCES;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Inspection;
import io.meshplay.models.check.rule.Quantity;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import java.util.List;

/** CPU and memory that containers ask for. */
final class ResourceChecks {
    private static final String REQUESTS = "requests";
    private static final String LIMITS = "limits";

    private static final List<Rule> ALL = List.of(
            Rule.fixable(
                    "container-cpu-request",
                    WARNING,
                    RESOURCES,
                    "A container asks for no CPU",
                    "The scheduler packs pods by their requests; without one a node is overfull and nobody knows."
                            + " Request what it uses on an ordinary day.",
                    request("cpu", "100m")),
            Rule.fixable(
                    "container-memory-request",
                    WARNING,
                    RESOURCES,
                    "A container asks for no memory",
                    "Pods without a request are the first that a node short of memory kills. Request what it uses.",
                    request("memory", "128Mi")),
            Rule.fixable(
                    "container-memory-limit",
                    WARNING,
                    RESOURCES,
                    "A container may take all memory of its node",
                    "One leak takes down its neighbours. Set a limit.",
                    Containers.lasting(ResourceChecks::memoryLimit)),
            Rule.fixable(
                    "container-cpu-limit",
                    INFO,
                    RESOURCES,
                    "A container may take all CPU of its node",
                    "Idle CPU is fair game, but what runs fast on an empty node is slow on a full one. Set a limit"
                            + " where that would surprise; ignore this where requests are enough.",
                    Containers.lasting(ResourceChecks::cpuLimit)),
            Rule.fixable(
                    "container-request-above-limit",
                    ERROR,
                    API,
                    "A container asks for more than its limit",
                    "The cluster refuses the pod. Lower the request or raise the limit.",
                    Containers.each(ResourceChecks::requestAboveLimit)),
            Rule.of(
                    "container-amount",
                    ERROR,
                    API,
                    "An amount of CPU or memory cannot be read",
                    "The cluster refuses the pod. Write 500m, 1.5, 128Mi or 2Gi.",
                    Containers.each(ResourceChecks::amount)));

    private ResourceChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static boolean defaulted(CheckedDesign design, Subject subject) {
        return design.of("LimitRange").stream().anyMatch(range -> range.besides(subject.namespace()));
    }

    private static Inspection request(String resource, String usual) {
        return Containers.lasting((design, subject, container, out) -> {
            Field at = container.at("resources", REQUESTS, resource);
            Field limit = container.at("resources", LIMITS, resource);
            // A limit alone counts as the request too.
            if (at.absent() && limit.absent() && !defaulted(design, subject)) {
                out.add(
                        at,
                        Containers.title(container) + " asks for no " + resource + ".",
                        out.set(at, Json.of(usual)));
            }
        });
    }

    private static void memoryLimit(CheckedDesign design, Subject subject, Field container, Findings out) {
        limit("memory", "256Mi", design, subject, container, out);
    }

    private static void cpuLimit(CheckedDesign design, Subject subject, Field container, Findings out) {
        limit("cpu", "1", design, subject, container, out);
    }

    private static void limit(
            String resource, String usual, CheckedDesign design, Subject subject, Field container, Findings out) {
        Field at = container.at("resources", LIMITS, resource);
        if (at.absent() && !defaulted(design, subject)) {
            Json requested = container.at("resources", REQUESTS, resource).value();
            Json value = Quantity.of(requested).isPresent() && requested != null ? requested : Json.of(usual);
            out.add(at, Containers.title(container) + " has no limit of " + resource + ".", out.set(at, value));
        }
    }

    private static void requestAboveLimit(Subject subject, Field container, Findings out) {
        container.at("resources", REQUESTS).entries().forEach((resource, request) -> {
            Field limit = container.at("resources", LIMITS, resource);
            Json most = limit.value();
            var asked = Quantity.of(request.value());
            var allowed = Quantity.of(most);
            if (most != null
                    && asked.isPresent()
                    && allowed.isPresent()
                    && asked.get().compareTo(allowed.get()) > 0) {
                String message =
                        Containers.title(container) + " asks for more " + Words.quoted(resource) + " than its limit.";
                out.add(request, message, out.set(request, most));
            }
        });
    }

    private static void amount(Subject subject, Field container, Findings out) {
        for (String part : List.of(REQUESTS, LIMITS)) {
            container.at("resources", part).entries().forEach((resource, field) -> {
                if (!field.absent() && Quantity.of(field.value()).isEmpty()) {
                    String message = "The " + part + " of " + Words.quoted(resource) + " of "
                            + Containers.title(container) + " is no amount.";
                    out.add(field, message);
                }
            });
        }
    }
}
