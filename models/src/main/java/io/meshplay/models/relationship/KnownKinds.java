package io.meshplay.models.relationship;

import io.meshplay.models.design.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What everybody knows of the kinds that Kubernetes itself serves; of others nothing. For when there is no registry. */
public final class KnownKinds implements Kinds {
    private static final String KUBERNETES = "kubernetes";
    private static final Set<String> GROUPS = Set.of("", "apps", "batch", "autoscaling", "policy", "extensions");
    private static final Set<String> CLUSTER = Set.of(
            "APIService",
            "CSIDriver",
            "CSINode",
            "CertificateSigningRequest",
            "ClusterRole",
            "ClusterRoleBinding",
            "ClusterTrustBundle",
            "ComponentStatus",
            "CustomResourceDefinition",
            "DeviceClass",
            "FlowSchema",
            "IPAddress",
            "IngressClass",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "MutatingWebhookConfiguration",
            "Namespace",
            "Node",
            "PersistentVolume",
            "PodSecurityPolicy",
            "PriorityClass",
            "PriorityLevelConfiguration",
            "ResourceSlice",
            "RuntimeClass",
            "ServiceCIDR",
            "StorageClass",
            "StorageVersionMigration",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ValidatingWebhookConfiguration",
            "VolumeAttachment",
            "VolumeAttributesClass");

    @Override
    public Scope scope(Kind kind) {
        if (!belongs(kind, KUBERNETES)) {
            return Scope.UNKNOWN;
        }
        return CLUSTER.contains(kind.kind()) ? Scope.CLUSTER : Scope.NAMESPACED;
    }

    @Override
    public boolean belongs(Kind kind, String model) {
        return kind.model().equals(model)
                || (model.equals(KUBERNETES) && kind.model().isEmpty() && served(kind.version()));
    }

    private static boolean served(String version) {
        int slash = version.indexOf('/');
        String group = slash < 0 ? "" : version.substring(0, slash);
        return GROUPS.contains(group) || group.endsWith(".k8s.io");
    }

    @Override
    public Presence presence(Kind kind, List<String> keys) {
        return Presence.UNKNOWN;
    }

    @Override
    public @Nullable Json defaultValue(Kind kind, List<String> keys) {
        return null;
    }
}
