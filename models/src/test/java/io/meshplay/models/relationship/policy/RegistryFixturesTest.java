package io.meshplay.models.relationship.policy;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.RegistryFixtures;
import io.meshplay.models.relationship.BuiltInRules;
import io.meshplay.models.relationship.Origin;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.RelationshipReader;
import io.meshplay.models.relationship.rule.RelationshipLint;
import io.meshplay.models.relationship.rule.RelationshipLint.Matter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The relationship files of the real registry, when its fixtures are beside the project. */
final class RegistryFixturesTest {
    private static final List<RelationshipDefinition> DEFINITIONS = new ArrayList<>();

    @BeforeAll
    static void load() throws IOException {
        Optional<Path> shared = RegistryFixtures.shared();
        assumeTrue(shared.isPresent(), "no fixtures");
        Path registry = shared.get();
        try (Stream<Path> files = Files.walk(registry)) {
            for (Path file :
                    files.filter(RegistryFixturesTest::relationship).sorted().toList()) {
                Json tree = JsonReader.read(Files.readAllBytes(file), 64, (_, _) -> {});
                String source = registry.relativize(file).toString();
                DEFINITIONS.add(
                        RelationshipReader.read(tree, Origin.of(source, source.substring(0, source.indexOf('/')))));
            }
        }
    }

    private static boolean relationship(Path file) {
        Path parent = file.getParent();
        return file.toString().endsWith(".json") && parent != null && parent.endsWith("relationships");
    }

    @Test
    @DisplayName("[POLICY-21] each relationship file of the registry is read, with kinds and fields")
    void all() {
        assertThat(DEFINITIONS).hasSize(111);
        assertThat(DEFINITIONS).allSatisfy(one -> assertThat(one.selectors()).isNotEmpty());
        Map<String, Long> counts =
                DEFINITIONS.stream().collect(groupingBy(RelationshipDefinition::classification, counting()));
        assertThat(counts)
                .containsEntry("hierarchical/parent/inventory", 93L)
                .containsEntry("edge/non-binding/network", 6L)
                .containsEntry("edge/binding/permission", 3L)
                .containsEntry("hierarchical/sibling/matchLabels", 2L);
    }

    @Test
    @DisplayName("[POLICY-25] the linter names the files of the registry that can never fire")
    void lint() {
        var lint = new RelationshipLint(Scene.KINDS);
        List<String> never = DEFINITIONS.stream()
                .flatMap(one -> lint.check(one).stream())
                .filter(one -> one.matter() == Matter.NEVER)
                .map(one -> one.source().replaceAll(".*/", "") + ": " + one.words())
                .toList();

        assertThat(never)
                .anyMatch(line -> line.startsWith("edge-firewall.json: Its paths are empty"))
                .anyMatch(line -> line.startsWith("hierarchical-parent-node.json"))
                .anyMatch(line -> line.startsWith("edge-network-Gateway-VirtualService.json: One end names no field"))
                .noneMatch(line -> line.startsWith("edge-permission.json"));
        assertThat(never).hasSize(26);
    }

    @Test
    @DisplayName(
            "[POLICY-6] with the registry's own rules one blank component of each kind makes no relationship either")
    void blank() {
        var scene = new Scene(new PolicyEngine(DEFINITIONS, Scene.KINDS, PolicyOptions.DEFAULTS));
        for (String kind : List.of(
                "Pod",
                "Service",
                "ConfigMap",
                "Secret",
                "Namespace",
                "Node",
                "Deployment",
                "StatefulSet",
                "Ingress",
                "Lease",
                "Event",
                "PodDisruptionBudget",
                "HorizontalPodAutoscaler",
                "Job",
                "CronJob")) {
            scene.with("v1", kind, "", "{}");
        }

        assertThat(scene.evaluate().inferred()).isEmpty();
    }

    @Test
    @DisplayName("[POLICY-10] the registry's rules run as they are: a class, a binding of three and shared labels")
    void real() {
        var scene = new Scene(new PolicyEngine(DEFINITIONS, Scene.KINDS, PolicyOptions.DEFAULTS))
                .with("networking.k8s.io/v1", "IngressClass", "nginx", "{}")
                .with("networking.k8s.io/v1", "Ingress", "web", "{'spec':{'ingressClassName':'nginx'}}")
                .with("rbac.authorization.k8s.io/v1", "Role", "reader", "{}")
                .with(
                        "rbac.authorization.k8s.io/v1",
                        "RoleBinding",
                        "b",
                        "{'roleRef':{'kind':'Role','name':'reader'},'subjects':[{'name':'sa'}]}")
                .with("v1", "ServiceAccount", "sa", "{}")
                .with("v1", "ConfigMap", "a", "{'metadata':{'labels':{'team':'x'}}}")
                .with("v1", "ConfigMap", "b", "{'metadata':{'labels':{'team':'x'}}}")
                .with("v1", "ConfigMap", "c", "{'metadata':{'labels':{'team':'x'}}}");

        assertThat(Scene.inferred(scene.evaluate()))
                .containsExactly(
                        "configmap-a > configmap-b matchLabels", "configmap-b > configmap-c matchLabels",
                        "ingressclass-nginx > ingress-web inventory", "role-reader > serviceaccount-sa permission");
    }

    @Test
    @DisplayName("[POLICY-11] a Pod drawn to a Deployment, a Job to a CronJob: the whole spec is written, and undone")
    void wholeSpecs() {
        var scene = new Scene(new PolicyEngine(DEFINITIONS, Scene.KINDS, PolicyOptions.DEFAULTS))
                .with("v1", "Pod", "p", "{'spec':{'containers':[{'name':'c','image':'i'}]}}")
                .with(
                        "apps/v1",
                        "Deployment",
                        "web",
                        "{'spec':{'replicas':2,'template':{'spec':{'hostNetwork':true}}}}")
                .with("batch/v1", "Job", "j", "{'spec':{'completions':3}}")
                .with("batch/v1", "CronJob", "night", "{'spec':{'schedule':'0 1 * * *'}}");
        String deployment = scene.configuration("deployment-web");
        String cronJob = scene.configuration("cronjob-night");

        scene.draw("a", "pod-p", "deployment-web", "hierarchical", "inventory", Json.NO_FIELDS)
                .draw("b", "job-j", "cronjob-night", "hierarchical", "inventory", Json.NO_FIELDS)
                .evaluate();

        assertThat(scene.configuration("deployment-web")).contains("\"image\":\"i\"");
        assertThat(scene.configuration("cronjob-night")).contains("\"completions\":3");
        scene.delete("pod-p").erase("b").evaluate();
        assertThat(scene.configuration("deployment-web")).isEqualTo(deployment);
        assertThat(scene.configuration("cronjob-night")).isEqualTo(cronJob);
    }

    @Test
    @DisplayName("[POLICY-9] where both stand, a built-in rule goes before the registry's for the same kinds")
    void together() {
        List<RelationshipDefinition> both = new ArrayList<>(DEFINITIONS);
        both.addAll(BuiltInRules.definitions());
        var scene = new Scene(new PolicyEngine(both, Scene.KINDS, PolicyOptions.DEFAULTS))
                .with("v1", "ConfigMap", "a", "{}")
                .with("v1", "ConfigMap", "b", "{}")
                .with("apps/v1", "Deployment", "web", "{'spec':{'template':{'spec':{'containers':[{'name':'c'}]}}}}")
                .draw("x", "configmap-a", "deployment-web")
                .draw("y", "configmap-b", "deployment-web");

        scene.evaluate();

        assertThat(scene.configuration("deployment-web"))
                .contains("\"envFrom\":[{\"configMapRef\":{\"name\":\"a\"}},{\"configMapRef\":{\"name\":\"b\"}}]");
    }
}
