package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Versions of APIs that clusters do not serve any more, or will not for long. Source: Kubernetes' deprecation guide. */
final class ApiChecks {
    private static final String ANY = "*";

    /** Version, kinds, the release that serves it no longer, and what stands in for it. */
    private static final List<String> REMOVED = List.of(
            "extensions/v1beta1 Deployment,DaemonSet,ReplicaSet 1.16 apps/v1",
            "extensions/v1beta1 NetworkPolicy 1.16 networking.k8s.io/v1",
            "extensions/v1beta1 Ingress 1.22 networking.k8s.io/v1",
            "extensions/v1beta1 PodSecurityPolicy 1.16 -",
            "apps/v1beta1 * 1.16 apps/v1",
            "apps/v1beta2 * 1.16 apps/v1",
            "admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration,ValidatingWebhookConfiguration 1.22"
                    + " admissionregistration.k8s.io/v1",
            "apiextensions.k8s.io/v1beta1 * 1.22 apiextensions.k8s.io/v1",
            "apiregistration.k8s.io/v1beta1 * 1.22 apiregistration.k8s.io/v1",
            "authentication.k8s.io/v1beta1 TokenReview 1.22 authentication.k8s.io/v1",
            "authorization.k8s.io/v1beta1 * 1.22 authorization.k8s.io/v1",
            "certificates.k8s.io/v1beta1 CertificateSigningRequest 1.22 certificates.k8s.io/v1",
            "coordination.k8s.io/v1beta1 Lease 1.22 coordination.k8s.io/v1",
            "networking.k8s.io/v1beta1 Ingress,IngressClass 1.22 networking.k8s.io/v1",
            "rbac.authorization.k8s.io/v1beta1 * 1.22 rbac.authorization.k8s.io/v1",
            "scheduling.k8s.io/v1beta1 PriorityClass 1.22 scheduling.k8s.io/v1",
            "storage.k8s.io/v1beta1 CSIDriver,CSINode,StorageClass,VolumeAttachment 1.22 storage.k8s.io/v1",
            "batch/v1beta1 CronJob 1.25 batch/v1",
            "discovery.k8s.io/v1beta1 EndpointSlice 1.25 discovery.k8s.io/v1",
            "events.k8s.io/v1beta1 Event 1.25 events.k8s.io/v1",
            "autoscaling/v2beta1 HorizontalPodAutoscaler 1.25 autoscaling/v2",
            "policy/v1beta1 PodDisruptionBudget 1.25 policy/v1",
            "policy/v1beta1 PodSecurityPolicy 1.25 -",
            "node.k8s.io/v1beta1 RuntimeClass 1.25 node.k8s.io/v1",
            "autoscaling/v2beta2 HorizontalPodAutoscaler 1.26 autoscaling/v2",
            "flowcontrol.apiserver.k8s.io/v1beta1 * 1.26 flowcontrol.apiserver.k8s.io/v1",
            "storage.k8s.io/v1beta1 CSIStorageCapacity 1.27 storage.k8s.io/v1",
            "flowcontrol.apiserver.k8s.io/v1beta2 * 1.29 flowcontrol.apiserver.k8s.io/v1",
            "flowcontrol.apiserver.k8s.io/v1beta3 * 1.32 flowcontrol.apiserver.k8s.io/v1");

    private static final List<String> DEPRECATED =
            List.of("v1 ComponentStatus 1.19 -", "v1 Endpoints 1.33 discovery.k8s.io/v1");

    private static final Map<String, Ending> ENDED = read(REMOVED);
    private static final Map<String, Ending> ENDING = read(DEPRECATED);

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "api-removed",
                    ERROR,
                    API,
                    "The version of an API is served no longer",
                    "A cluster of these years refuses the object. Use the version that stands in for it; fields"
                            + " may have moved.",
                    (_, subject, out) -> tell(ENDED, " is served no longer since Kubernetes ", subject, out)),
            Rule.of(
                    "api-deprecated",
                    WARNING,
                    API,
                    "An API is on its way out",
                    "It works today and warns. Use what stands in for it.",
                    (_, subject, out) -> tell(ENDING, " is deprecated since Kubernetes ", subject, out)));

    private ApiChecks() {}

    /** Since when, and what instead; null for nothing. */
    private record Ending(String since, @Nullable String instead) {
        String words() {
            return since + (instead == null ? ", and nothing stands in for it." : "; use " + instead + ".");
        }
    }

    static List<Rule> all() {
        return ALL;
    }

    private static Map<String, Ending> read(List<String> lines) {
        Map<String, Ending> endings = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            var ending = new Ending(words[2], words[3].equals("-") ? null : words[3]);
            for (String kind : words[1].split(",", -1)) {
                endings.put(words[0] + " " + kind, ending);
            }
        }
        return endings;
    }

    /** {@return whether no cluster serves the API of a component any more} */
    static boolean ended(Component component) {
        return ending(ENDED, component) != null;
    }

    private static @Nullable Ending ending(Map<String, Ending> endings, Component component) {
        Ending ending = endings.get(component.version() + " " + component.kind());
        return ending == null ? endings.get(component.version() + " " + ANY) : ending;
    }

    private static void tell(Map<String, Ending> endings, String verb, Subject subject, Findings out) {
        String version = subject.component().version();
        String kind = subject.component().kind();
        Ending ending = ending(endings, subject.component());
        if (ending != null) {
            String message = version + " " + Words.quoted(kind) + verb + ending.words();
            out.add("", JsonWriter.text(Json.of(version)), message, List.of());
        }
    }
}
