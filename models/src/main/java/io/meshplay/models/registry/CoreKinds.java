package io.meshplay.models.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The kinds of Kubernetes that everybody draws, most used first, with their short names and other words for them. */
final class CoreKinds {
    private static final List<String> LINES = List.of(
            "Deployment deploy app workload",
            "Service svc loadbalancer",
            "Pod po pods",
            "ConfigMap cm config settings",
            "Secret password",
            "Ingress ing",
            "StatefulSet sts database",
            "PersistentVolumeClaim pvc disk volume storage",
            "Namespace ns",
            "DaemonSet ds",
            "Job task",
            "CronJob cj cron schedule scheduledjob",
            "HorizontalPodAutoscaler hpa autoscaler autoscaling scaler",
            "ServiceAccount sa",
            "NetworkPolicy netpol",
            "PodDisruptionBudget pdb",
            "PersistentVolume pv volume",
            "StorageClass sc",
            "Role permissions",
            "RoleBinding rb",
            "ClusterRole",
            "ClusterRoleBinding crb",
            "ReplicaSet rs",
            "ResourceQuota quota",
            "LimitRange limits",
            "Node no",
            "CustomResourceDefinition crd crds",
            "IngressClass",
            "PriorityClass pc",
            "Endpoints ep",
            "EndpointSlice",
            "ReplicationController rc",
            "CertificateSigningRequest csr",
            "Event ev");

    private static final Map<String, Integer> RANKS = new HashMap<>();
    private static final Map<String, List<String>> NAMES = new HashMap<>();

    static {
        for (int i = 0; i < LINES.size(); i++) {
            List<String> words = List.of(LINES.get(i).split(" ", -1));
            RANKS.put(words.getFirst(), i);
            NAMES.put(words.getFirst(), words.subList(1, words.size()));
        }
    }

    private CoreKinds() {}

    /** {@return what a core kind has before others that fit as well; 0 for any other kind} */
    static int headStart(ComponentDefinition component) {
        boolean core =
                component.model().name().equals(Preference.CORE_MODEL) && Preference.coreGroup(component.group());
        return core ? 130 - RANKS.getOrDefault(component.kind(), LINES.size()) : 0;
    }

    /** {@return other words for a core kind} */
    static List<String> names(ComponentDefinition component) {
        return headStart(component) == 0 ? List.of() : NAMES.getOrDefault(component.kind(), List.of());
    }
}
