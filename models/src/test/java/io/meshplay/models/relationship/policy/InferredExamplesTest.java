package io.meshplay.models.relationship.policy;

import static io.meshplay.models.relationship.policy.Scene.inferred;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.rule.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Relationships that values alone say there are. */
final class InferredExamplesTest {
    @Test
    @DisplayName("[POLICY-12] a Service and the workloads whose pods it selects are related, others are not")
    void services() {
        var scene = new Scene()
                .with("v1", "Service", "web", "{'spec':{'selector':{'app':'web'}}}")
                .with("v1", "Service", "all", "{}")
                .with(
                        "apps/v1",
                        "Deployment",
                        "web",
                        "{'spec':{'template':{'metadata':{'labels':{'app':'web','tier':'1'}}}}}")
                .with("apps/v1", "StatefulSet", "web", "{'spec':{'template':{'metadata':{'labels':{'app':'web'}}}}}")
                .with(
                        "batch/v1",
                        "CronJob",
                        "web",
                        "{'spec':{'jobTemplate':{'spec':{'template':{'metadata':{'labels':{'app':'web'}}}}}}}")
                .with(
                        "apps/v1",
                        "Deployment",
                        "api",
                        "{'metadata':{'labels':{'app':'web'}},'spec':{'template':{'metadata':{'labels':{'app':'api'}}}}}");

        Evaluation evaluation = scene.evaluate();

        assertThat(inferred(evaluation))
                .containsExactly(
                        "service-web > cronjob-web network",
                        "service-web > deployment-web network",
                        "service-web > statefulset-web network");
        Reason reason = evaluation.inferred().getFirst().reason();
        assertThat(reason.rule()).isEqualTo("meshplay/service-to-workload");
        assertThat(reason.words())
                .contains("spec.selector of Service web is within")
                .contains("{\"app\":\"web\"}");
    }

    @Test
    @DisplayName("[POLICY-15] ConfigMaps and Secrets are found in envFrom, env, volumes, projections and pull secrets")
    void references() {
        var scene = new Scene();
        for (String name : List.of("a", "b", "c", "d", "unused")) {
            scene.with("v1", "ConfigMap", name, "{}").with("v1", "Secret", name, "{}");
        }
        scene.with(
                "v1",
                "Pod",
                "web",
                "{'spec':{'containers':[{'name':'x'},{'name':'y','envFrom':[{'configMapRef':{'name':'a'}},"
                        + "{'secretRef':{'name':'a'}}],'env':[{'name':'E','value':'1'},{'name':'F','valueFrom':{'configMapKeyRef':{'name':'b','key':'k'}}}]}],"
                        + "'initContainers':[{'name':'i','env':[{'name':'F','valueFrom':{'secretKeyRef':{'name':'b','key':'k'}}}]}],"
                        + "'imagePullSecrets':[{'name':'c'}],"
                        + "'volumes':[{'name':'v','configMap':{'name':'c'}},{'name':'w','projected':{'sources':[{'configMap':{'name':'d'}},{'secret':{'name':'d'}}]}}]}}");

        List<String> found = inferred(scene.evaluate());

        assertThat(found)
                .containsExactly(
                        "configmap-a > pod-web inventory",
                        "configmap-b > pod-web inventory",
                        "configmap-c > pod-web inventory",
                        "configmap-d > pod-web inventory",
                        "secret-a > pod-web inventory",
                        "secret-b > pod-web inventory",
                        "secret-c > pod-web inventory",
                        "secret-d > pod-web inventory");
    }

    @Test
    @DisplayName(
            "[POLICY-16] a role, its binding and the ServiceAccount of the binding are related, and of no other kind")
    void permission() {
        var scene = new Scene()
                .with("rbac.authorization.k8s.io/v1", "Role", "reader", "{}")
                .with("rbac.authorization.k8s.io/v1", "ClusterRole", "reader", "{}")
                .with("v1", "ServiceAccount", "web", "{}")
                .with(
                        "rbac.authorization.k8s.io/v1",
                        "RoleBinding",
                        "readers",
                        "{'roleRef':{'kind':'Role','name':'reader'},"
                                + "'subjects':[{'kind':'User','name':'web'},{'kind':'ServiceAccount','name':'web'}]}")
                .with("apps/v1", "Deployment", "web", "{'spec':{'template':{'spec':{'serviceAccountName':'web'}}}}");

        assertThat(inferred(scene.evaluate()))
                .containsExactly(
                        "role-reader > rolebinding-readers permission",
                        "role-reader > serviceaccount-web permission",
                        "rolebinding-readers > serviceaccount-web permission",
                        "serviceaccount-web > deployment-web permission");
        scene.delete("rolebinding-readers");
        assertThat(inferred(scene.evaluate())).containsExactly("serviceaccount-web > deployment-web permission");
    }

    @Test
    @DisplayName("[POLICY-17] backends of an Ingress, its default one, its class and its certificate are related")
    void ingress() {
        var scene = new Scene()
                .with(
                        "networking.k8s.io/v1",
                        "Ingress",
                        "shop",
                        "{'spec':{'ingressClassName':'nginx','tls':[{'secretName':'cert'}],"
                                + "'defaultBackend':{'service':{'name':'api'}},'rules':[{'http':{'paths':[{'path':'/','backend':{'service':"
                                + "{'name':'web','port':{'number':80}}}}]}}]}}")
                .with("networking.k8s.io/v1", "IngressClass", "nginx", "{}")
                .with("v1", "Secret", "cert", "{}")
                .with("v1", "Service", "web", "{}")
                .with("v1", "Service", "api", "{}");

        assertThat(inferred(scene.evaluate()))
                .containsExactly(
                        "ingress-shop > service-api network", "ingress-shop > service-web network",
                        "ingressclass-nginx > ingress-shop inventory", "secret-cert > ingress-shop inventory");
    }

    @Test
    @DisplayName("[POLICY-18] an object is related to the Namespace that it names; what belongs to the cluster is not")
    void namespace() {
        var scene = new Scene()
                .with("v1", "Namespace", "shop", "{}")
                .with("v1", "Service", "web", "{'metadata':{'namespace':'shop'}}")
                .with("v1", "ConfigMap", "blank", "{}")
                .with("rbac.authorization.k8s.io/v1", "ClusterRole", "r", "{'metadata':{'namespace':'shop'}}")
                .with("v1", "Namespace", "b", "{'metadata':{'namespace':'shop'}}");

        assertThat(inferred(scene.evaluate())).containsExactly("service-web > namespace-shop inventory");
    }

    @Test
    @DisplayName("[POLICY-19] claims, volumes and storage classes are related by their names")
    void storage() {
        var scene = new Scene()
                .with("v1", "PersistentVolumeClaim", "data", "{'spec':{'volumeName':'disk','storageClassName':'fast'}}")
                .with("v1", "PersistentVolume", "disk", "{}")
                .with("storage.k8s.io/v1", "StorageClass", "fast", "{}")
                .with(
                        "apps/v1",
                        "Deployment",
                        "db",
                        "{'spec':{'template':{'spec':{'volumes':[{'name':'v','persistentVolumeClaim':{'claimName':'data'}}]}}}}");

        assertThat(inferred(scene.evaluate()))
                .containsExactly(
                        "persistentvolume-disk > persistentvolumeclaim-data mount",
                        "persistentvolumeclaim-data > deployment-db mount",
                        "storageclass-fast > persistentvolumeclaim-data inventory");
    }

    @Test
    @DisplayName("[POLICY-20] autoscaler, disruption budget and network policy are related to what they name or select")
    void selectors() {
        var scene = new Scene()
                .with(
                        "apps/v1",
                        "Deployment",
                        "web",
                        "{'spec':{'template':{'metadata':{'labels':{'app':'web','v':'1'}}}}}")
                .with("apps/v1", "Deployment", "api", "{'spec':{'template':{'metadata':{'labels':{'app':'api'}}}}}")
                .with(
                        "autoscaling/v2",
                        "HorizontalPodAutoscaler",
                        "web",
                        "{'spec':{'scaleTargetRef':{'kind':'Deployment','name':'web'}}}")
                .with("policy/v1", "PodDisruptionBudget", "web", "{'spec':{'selector':{'matchLabels':{'app':'web'}}}}")
                .with(
                        "networking.k8s.io/v1",
                        "NetworkPolicy",
                        "web",
                        "{'spec':{'podSelector':{'matchLabels':{'app':'web'}}}}")
                .with("networking.k8s.io/v1", "NetworkPolicy", "all", "{'spec':{'podSelector':{}}}");

        assertThat(inferred(scene.evaluate()))
                .containsExactly(
                        "deployment-web > horizontalpodautoscaler-web inventory",
                        "deployment-web > poddisruptionbudget-web inventory",
                        "networkpolicy-web > deployment-web firewall");
    }

    @Test
    @DisplayName("[POLICY-6] one blank component of each kind makes no relationship at all")
    void blank() {
        var scene = new Scene();
        for (var kind : Map.ofEntries(
                        Map.entry("Pod", "v1"),
                        Map.entry("Service", "v1"),
                        Map.entry("ConfigMap", "v1"),
                        Map.entry("Secret", "v1"),
                        Map.entry("Namespace", "v1"),
                        Map.entry("ServiceAccount", "v1"),
                        Map.entry("PersistentVolume", "v1"),
                        Map.entry("PersistentVolumeClaim", "v1"),
                        Map.entry("Deployment", "apps/v1"),
                        Map.entry("StatefulSet", "apps/v1"),
                        Map.entry("DaemonSet", "apps/v1"),
                        Map.entry("ReplicaSet", "apps/v1"),
                        Map.entry("Job", "batch/v1"),
                        Map.entry("CronJob", "batch/v1"),
                        Map.entry("Ingress", "networking.k8s.io/v1"),
                        Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
                        Map.entry("PodDisruptionBudget", "policy/v1"),
                        Map.entry("HorizontalPodAutoscaler", "autoscaling/v2"),
                        Map.entry("Role", "rbac.authorization.k8s.io/v1"),
                        Map.entry("RoleBinding", "rbac.authorization.k8s.io/v1"))
                .entrySet()) {
            scene.with(kind.getValue(), kind.getKey(), "", "{}");
        }

        assertThat(scene.evaluate().inferred()).isEmpty();
    }

    @Test
    @DisplayName(
            "[POLICY-5] a kind is matched exactly and by its model: another model's Deployment, and Podlike kinds, are not")
    void exactKinds() {
        var scene = new Scene()
                .with("v1", "Service", "web", "{'spec':{'selector':{'app':'web'}}}")
                .with(
                        "example",
                        "example.com/v1",
                        "Deployment",
                        "web",
                        "{'spec':{'template':{'metadata':{'labels':{'app':'web'}}}}}")
                .with("v1", "PodTemplate", "web", "{'metadata':{'labels':{'app':'web'}}}")
                .with("", "v1", "Pod", "web", "{'metadata':{'labels':{'app':'web'}}}");

        assertThat(inferred(scene.evaluate())).containsExactly("service-web > pod-web network");
    }

    @Test
    @DisplayName("[POLICY-7] components of two namespaces are not related by a name or label")
    void namespaces() {
        var scene = new Scene()
                .with("v1", "ConfigMap", "a", "{'metadata':{'namespace':'one'}}")
                .with(
                        "v1",
                        "Pod",
                        "p",
                        "{'metadata':{'namespace':'two'},'spec':{'containers':[{'envFrom':[{'configMapRef':{'name':'a'}}]}]}}");

        assertThat(scene.evaluate().inferred()).isEmpty();
        scene.with("v1", "ConfigMap", "a", "{}");
        assertThat(inferred(scene.evaluate())).containsExactly("configmap-a > pod-p inventory");
    }

    @Test
    @DisplayName("[POLICY-8] what is drawn or hidden is not inferred, and what no longer holds is removed")
    void drawnAndHidden() {
        var scene = new Scene()
                .with("v1", "Service", "web", "{'spec':{'selector':{'app':'web'}}}")
                .with("apps/v1", "Deployment", "web", "{'spec':{'template':{'metadata':{'labels':{'app':'web'}}}}}");
        String id = scene.evaluate().inferred().getFirst().relationship().id();

        scene.draw("line", "service-web", "deployment-web");
        assertThat(scene.evaluate().inferred()).isEmpty();
        scene.erase("line");
        scene.draw(
                "hidden",
                "service-web",
                "deployment-web",
                "edge",
                "network",
                new Json.Fields(Map.of("hidden", Json.of(true))));
        assertThat(scene.evaluate().inferred()).isEmpty();
        Evaluation again = scene.erase("hidden").evaluate();
        assertThat(again.inferred()).extracting(one -> one.relationship().id()).containsExactly(id);
        Evaluation gone = scene.with("v1", "Service", "web", "{'spec':{'selector':{'app':'api'}}}")
                .evaluate();
        assertThat(gone.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.RemoveRelationship.class,
                        action -> assertThat(action.id()).isEqualTo(id));
    }
}
