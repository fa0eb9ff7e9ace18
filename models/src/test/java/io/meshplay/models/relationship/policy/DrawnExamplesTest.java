package io.meshplay.models.relationship.policy;

import static io.meshplay.models.relationship.policy.Scene.canonical;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.design.Json;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What drawn relationships between the kinds of Kubernetes write, and what is there again when they are deleted. */
final class DrawnExamplesTest {
    private static final String WEB = "{'spec':{'template':{'spec':{'containers':[{'name':'web','image':'web'}]}}}}";

    @Test
    @DisplayName(
            "[POLICY-12] a Service drawn to a Deployment merges its labels into template and blank selector, and undoes it")
    void serviceToDeployment() {
        var scene = new Scene()
                .with(
                        "v1",
                        "Service",
                        "web",
                        "{'spec':{'selector':{'app':'web'},'ports':[{'targetPort':8080,'protocol':'TCP'}]}}")
                .with(
                        "apps/v1",
                        "Deployment",
                        "web",
                        "{'metadata':{'labels':{'team':'a'}},'spec':{'template':{'metadata':"
                                + "{'labels':{'tier':'front'}},'spec':{'containers':[{'name':'web','image':'web'}]}}}}");
        String before = scene.configuration("deployment-web");

        Evaluation evaluation =
                scene.draw("line", "service-web", "deployment-web").evaluate();

        assertThat(scene.configuration("deployment-web"))
                .isEqualTo(canonical(
                        "{'metadata':{'labels':{'team':'a'}},'spec':{'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':"
                                + "{'labels':{'app':'web','tier':'front'}},'spec':{'containers':[{'name':'web','image':'web','ports':"
                                + "[{'containerPort':8080,'protocol':'TCP'}]}]}}}}"));
        assertThat(evaluation.settled()).isTrue();
        assertThat(evaluation.remarks()).isEmpty();
        assertThat(scene.evaluate().actions()).isEmpty();
        scene.erase("line").evaluate();
        assertThat(scene.configuration("deployment-web")).isEqualTo(before);
        assertThat(scene.evaluate().actions()).isEmpty();
    }

    @Test
    @DisplayName("[POLICY-13] a foreign label is never overwritten, and a filled selector never changed")
    void foreignLabels() {
        var scene = new Scene()
                .with("v1", "Service", "web", "{'spec':{'selector':{'app':'web'}}}")
                .with(
                        "apps/v1",
                        "Deployment",
                        "api",
                        "{'spec':{'selector':{'matchLabels':{'app':'api'}},'template':"
                                + "{'metadata':{'labels':{'app':'api'}},'spec':{'containers':[{'name':'api'}]}}}}");
        String before = scene.configuration("deployment-api");

        Evaluation evaluation =
                scene.draw("line", "service-web", "deployment-api").evaluate();

        assertThat(scene.configuration("deployment-api")).isEqualTo(before);
        assertThat(evaluation.remarks()).extracting(Remark::kind).containsExactly(Remark.Kind.CONFLICT);
    }

    @Test
    @DisplayName("[POLICY-14] the selector of a deployed workload stays, and so do the labels that it asks for")
    void deployedSelector() {
        var scene = new Scene()
                .with("v1", "Service", "web", "{'spec':{'selector':{'app':'web'}}}")
                .with("apps/v1", "Deployment", "web", WEB)
                .draw("line", "service-web", "deployment-web");
        scene.evaluate();
        String deployed = scene.configuration("deployment-web");

        Evaluation changed = scene.deployed("deployment-web")
                .with("v1", "Service", "web", "{'spec':{'selector':{'app':'shop'}}}")
                .evaluate();

        assertThat(scene.configuration("deployment-web")).isEqualTo(deployed);
        assertThat(changed.remarks())
                .extracting(Remark::words)
                .anyMatch(words -> words.contains("once it is deployed"));
        scene.deployed().evaluate();
        assertThat(scene.configuration("deployment-web"))
                .isEqualTo(deployed.replace("{\"app\":\"web\"}", "{\"app\":\"shop\"}"));
    }

    @Test
    @DisplayName("[POLICY-12] a Service without a selector takes that of the workload, also when drawn backwards")
    void blankService() {
        var scene = new Scene()
                .with("v1", "Service", "web", "{}")
                .with("apps/v1", "Deployment", "web", "{'spec':{'selector':{'matchLabels':{'app':'web'}}}}");

        scene.draw("line", "deployment-web", "service-web").evaluate();

        assertThat(scene.configuration("service-web")).isEqualTo(canonical("{'spec':{'selector':{'app':'web'}}}"));
        scene.erase("line").evaluate();
        assertThat(scene.configuration("service-web")).isEqualTo("{}");
    }

    @Test
    @DisplayName("[POLICY-15] two ConfigMaps and a Secret on one Deployment are three sources of its environment")
    void environment() {
        var scene = new Scene()
                .with("v1", "ConfigMap", "one", "{}")
                .with("v1", "ConfigMap", "two", "{}")
                .with("v1", "Secret", "key", "{}")
                .with("apps/v1", "Deployment", "web", WEB)
                .draw("a", "configmap-one", "deployment-web")
                .draw("b", "configmap-two", "deployment-web")
                .draw("c", "secret-key", "deployment-web");

        scene.evaluate();

        assertThat(scene.configuration("deployment-web"))
                .isEqualTo(canonical(
                        "{'spec':{'template':{'spec':{'containers':[{'name':'web','image':'web','envFrom':[{'configMapRef':{'name':'one'}},"
                                + "{'configMapRef':{'name':'two'}},{'secretRef':{'name':'key'}}]}]}}}}"));
        scene.renamed("configmap-one", "uno").erase("b").evaluate();
        assertThat(scene.configuration("deployment-web"))
                .isEqualTo(canonical(
                        "{'spec':{'template':{'spec':{'containers':[{'name':'web','image':'web','envFrom':[{'configMapRef':{'name':'uno'}},"
                                + "{'secretRef':{'name':'key'}}]}]}}}}"));
        scene.delete("configmap-one").delete("secret-key").evaluate();
        assertThat(scene.configuration("deployment-web")).isEqualTo(canonical(WEB));
    }

    @Test
    @DisplayName("[POLICY-16] a role drawn to a ServiceAccount makes the binding between complete")
    void permission() {
        var scene = new Scene()
                .with("rbac.authorization.k8s.io/v1", "Role", "reader", "{}")
                .with("rbac.authorization.k8s.io/v1", "RoleBinding", "readers", "{}")
                .with("v1", "ServiceAccount", "web", "{'metadata':{'namespace':'shop'}}");
        var between = new Json.Fields(Map.of("between", Json.of("rolebinding-readers")));

        scene.draw("line", "role-reader", "serviceaccount-web", "edge", "permission", between)
                .evaluate();

        assertThat(scene.configuration("rolebinding-readers"))
                .isEqualTo(
                        canonical("{'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'Role','name':'reader'},"
                                + "'subjects':[{'kind':'ServiceAccount','name':'web','namespace':'shop'}]}"));
        scene.erase("line").evaluate();
        assertThat(scene.configuration("rolebinding-readers")).isEqualTo("{}");
    }

    @Test
    @DisplayName("[POLICY-16] role and binding, binding and ServiceAccount can be drawn one by one")
    void permissionByHalves() {
        var scene = new Scene()
                .with("rbac.authorization.k8s.io/v1", "ClusterRole", "reader", "{}")
                .with("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "readers", "{}")
                .with("v1", "ServiceAccount", "web", "{}");

        scene.draw("a", "clusterrole-reader", "clusterrolebinding-readers")
                .draw("b", "serviceaccount-web", "clusterrolebinding-readers")
                .evaluate();

        assertThat(scene.configuration("clusterrolebinding-readers"))
                .isEqualTo(canonical(
                        "{'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole','name':'reader'},"
                                + "'subjects':[{'kind':'ServiceAccount','name':'web'}]}"));
    }

    @Test
    @DisplayName("[POLICY-17] an Ingress gets a backend of networking.k8s.io/v1 for each Service")
    void ingress() {
        var scene = new Scene()
                .with("networking.k8s.io/v1", "Ingress", "shop", "{}")
                .with("v1", "Service", "web", "{'spec':{'ports':[{'port':80}]}}")
                .with("v1", "Service", "api", "{'spec':{'ports':[{'port':8080}]}}");

        scene.draw("a", "ingress-shop", "service-web")
                .draw("b", "ingress-shop", "service-api")
                .evaluate();

        assertThat(scene.configuration("ingress-shop"))
                .isEqualTo(
                        canonical(
                                "{'spec':{'rules':[{'http':{'paths':["
                                        + "{'path':'/web','pathType':'Prefix','backend':{'service':{'name':'web','port':{'number':80}}}},"
                                        + "{'path':'/api','pathType':'Prefix','backend':{'service':{'name':'api','port':{'number':8080}}}}]}}]}}"));
        scene.erase("a").erase("b").evaluate();
        assertThat(scene.configuration("ingress-shop")).isEqualTo("{}");
    }

    @Test
    @DisplayName("[POLICY-18] what is put into a Namespace gets its name, if it can stand in one, and its old one back")
    void namespace() {
        var scene = new Scene()
                .with("v1", "Namespace", "shop", "{}")
                .with("v1", "Service", "web", "{'metadata':{'namespace':'old'}}")
                .with("rbac.authorization.k8s.io/v1", "ClusterRole", "reader", "{}")
                .with("example.com", "example.com/v1", "Widget", "w", "{}")
                .into("service-web", "namespace-shop")
                .into("clusterrole-reader", "namespace-shop")
                .into("widget-w", "namespace-shop");

        scene.evaluate();

        assertThat(scene.configuration("service-web")).isEqualTo(canonical("{'metadata':{'namespace':'shop'}}"));
        assertThat(scene.configuration("clusterrole-reader")).isEqualTo("{}");
        assertThat(scene.configuration("widget-w")).isEqualTo("{}");
        scene.renamed("namespace-shop", "store").evaluate();
        assertThat(scene.configuration("service-web")).isEqualTo(canonical("{'metadata':{'namespace':'store'}}"));
        scene.into("service-web", null).evaluate();
        assertThat(scene.configuration("service-web")).isEqualTo(canonical("{'metadata':{'namespace':'old'}}"));
        assertThat(scene.relationships()).isEmpty();
    }

    @Test
    @DisplayName("[POLICY-19] a claim is mounted with volume and volumeMount, and its volume bound")
    void mount() {
        var scene = new Scene()
                .with("v1", "PersistentVolumeClaim", "data", "{}")
                .with("v1", "PersistentVolume", "disk", "{}")
                .with("apps/v1", "StatefulSet", "db", WEB)
                .draw("a", "persistentvolumeclaim-data", "statefulset-db")
                .draw("b", "persistentvolumeclaim-data", "persistentvolume-disk");

        scene.evaluate();

        assertThat(scene.configuration("statefulset-db"))
                .isEqualTo(canonical("{'spec':{'template':{'spec':{'containers':["
                        + "{'name':'web','image':'web','volumeMounts':[{'name':'data','mountPath':'/mnt/data'}]}],"
                        + "'volumes':[{'name':'data','persistentVolumeClaim':{'claimName':'data'}}]}}}}"));
        assertThat(scene.configuration("persistentvolumeclaim-data"))
                .isEqualTo(canonical("{'spec':{'volumeName':'disk'}}"));
        scene.delete("persistentvolumeclaim-data").evaluate();
        assertThat(scene.configuration("statefulset-db")).isEqualTo(canonical(WEB));
    }

    @Test
    @DisplayName("[POLICY-20] autoscaler, disruption budget and network policy name their workload")
    void selectors() {
        var scene = new Scene()
                .with(
                        "apps/v1",
                        "Deployment",
                        "web",
                        "{'spec':{'selector':{'matchLabels':{'app':'web'}},'template':"
                                + "{'metadata':{'labels':{'app':'web','version':'1'}}}}}")
                .with("autoscaling/v2", "HorizontalPodAutoscaler", "web", "{'spec':{'maxReplicas':3}}")
                .with("policy/v1", "PodDisruptionBudget", "web", "{'spec':{'maxUnavailable':1}}")
                .with("networking.k8s.io/v1", "NetworkPolicy", "web", "{}")
                .draw("a", "deployment-web", "horizontalpodautoscaler-web")
                .draw("b", "poddisruptionbudget-web", "deployment-web")
                .draw("c", "networkpolicy-web", "deployment-web");

        scene.evaluate();

        assertThat(scene.configuration("horizontalpodautoscaler-web"))
                .isEqualTo(
                        canonical(
                                "{'spec':{'maxReplicas':3,'scaleTargetRef':{'apiVersion':'apps/v1','kind':'Deployment','name':'web'}}}"));
        assertThat(scene.configuration("poddisruptionbudget-web"))
                .isEqualTo(canonical("{'spec':{'maxUnavailable':1,'selector':{'matchLabels':{'app':'web'}}}}"));
        assertThat(scene.configuration("networkpolicy-web"))
                .isEqualTo(canonical("{'spec':{'podSelector':{'matchLabels':{'app':'web'}}}}"));
        assertThat(scene.evaluate().actions()).isEmpty();
        scene.erase("a").erase("b").erase("c").evaluate();
        assertThat(scene.configuration("horizontalpodautoscaler-web"))
                .isEqualTo(canonical("{'spec':{'maxReplicas':3}}"));
        assertThat(scene.configuration("networkpolicy-web")).isEqualTo("{}");
    }
}
