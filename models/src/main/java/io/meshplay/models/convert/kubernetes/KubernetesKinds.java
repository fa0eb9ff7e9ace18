package io.meshplay.models.convert.kubernetes;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds that Kubernetes itself serves or once served, by the group of their API, whatever its version. */
final class KubernetesKinds {
    private static final Map<String, Set<String>> KINDS = Stream.of(
                    "= Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume"
                            + " PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service"
                            + " ServiceAccount",
                    "admissionregistration.k8s.io= MutatingAdmissionPolicy MutatingAdmissionPolicyBinding"
                            + " MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding"
                            + " ValidatingWebhookConfiguration",
                    "apiextensions.k8s.io= CustomResourceDefinition",
                    "apiregistration.k8s.io= APIService",
                    "apps= ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
                    "authentication.k8s.io= SelfSubjectReview TokenRequest TokenReview",
                    "authorization.k8s.io= LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview"
                            + " SubjectAccessReview",
                    "autoscaling= HorizontalPodAutoscaler Scale",
                    "batch= CronJob Job",
                    "certificates.k8s.io= CertificateSigningRequest ClusterTrustBundle PodCertificateRequest",
                    "coordination.k8s.io= Lease LeaseCandidate",
                    "discovery.k8s.io= EndpointSlice",
                    "events.k8s.io= Event",
                    "extensions= DaemonSet Deployment Ingress NetworkPolicy PodSecurityPolicy ReplicaSet",
                    "flowcontrol.apiserver.k8s.io= FlowSchema PriorityLevelConfiguration",
                    "internal.apiserver.k8s.io= StorageVersion",
                    "metrics.k8s.io= NodeMetrics PodMetrics",
                    "networking.k8s.io= IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR",
                    "node.k8s.io= RuntimeClass",
                    "policy= Eviction PodDisruptionBudget PodSecurityPolicy",
                    "rbac.authorization.k8s.io= ClusterRole ClusterRoleBinding Role RoleBinding",
                    "resource.k8s.io= DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice",
                    "scheduling.k8s.io= PriorityClass Workload",
                    "storage.k8s.io= CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment"
                            + " VolumeAttributesClass",
                    "storagemigration.k8s.io= StorageVersionMigration")
            .map(line -> line.split("=", 2))
            .collect(Collectors.toUnmodifiableMap(
                    line -> line[0],
                    line -> Set.copyOf(Arrays.asList(line[1].strip().split(" ", -1)))));

    private KubernetesKinds() {}

    /** {@return whether a group is one of Kubernetes' own} */
    static boolean has(String group) {
        return KINDS.containsKey(group);
    }

    /** {@return whether Kubernetes serves a kind under a group} */
    static boolean has(String group, String kind) {
        @Nullable Set<String> kinds = KINDS.get(group);
        return kinds != null && kinds.contains(kind);
    }
}
