package io.meshplay.models.builtin;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.ComponentDefinition;
import io.meshplay.models.registry.ModelDefinition;
import io.meshplay.models.registry.Registry;
import io.meshplay.models.relationship.Kinds.Scope;
import io.meshplay.models.schema.Problem;
import io.meshplay.models.schema.SchemaWalker;
import io.meshplay.models.schema.SchemaWalker.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInModelsTest {
    private static Registry registry;

    @BeforeAll
    static void open() throws IOException {
        registry = BuiltInModels.open();
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    @Test
    @DisplayName("[BUILTIN-1] 1,600 kinds and more, each in the model of its project or service")
    void countsKinds() {
        Map<String, Long> counts = registry.components().stream()
                .collect(groupingBy(
                        one -> one.model().name().replaceFirst("^provider-aws-.*", "provider-aws-*"),
                        TreeMap::new,
                        counting()));

        assertThat(counts)
                .containsExactlyEntriesOf(new TreeMap<>(Map.ofEntries(
                        Map.entry("argo-cd", 3L),
                        Map.entry("argo-rollouts", 5L),
                        Map.entry("argo-workflows", 8L),
                        Map.entry("cert-manager", 6L),
                        Map.entry("cilium", 30L),
                        Map.entry("cluster-api", 36L),
                        Map.entry("external-secrets", 24L),
                        Map.entry("envoy-gateway", 8L),
                        Map.entry("contour", 5L),
                        Map.entry("velero", 13L),
                        Map.entry("flux-source", 6L),
                        Map.entry("flux-kustomize", 1L),
                        Map.entry("kueue", 22L),
                        Map.entry("karpenter", 4L),
                        Map.entry("gateway-api", 22L),
                        Map.entry("istio-base", 33L),
                        Map.entry("k8s-config-connector", 344L),
                        Map.entry("keda", 6L),
                        Map.entry("knative-eventing", 22L),
                        Map.entry("knative-serving", 7L),
                        Map.entry("kubernetes", 92L),
                        Map.entry("kyverno", 46L),
                        Map.entry("prometheus-operator", 10L),
                        Map.entry("provider-aws-*", 976L),
                        Map.entry("service-mesh-interface", 5L),
                        Map.entry("traefik", 10L))));
        assertThat(registry.components().stream()
                        .map(one -> one.group() + " " + one.kind())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(1_600);
    }

    @Test
    @DisplayName("[BUILTIN-2] every kind has a title, a description of its model, an icon, a known scope and a schema")
    void holdsWhatAPaletteShows() {
        assertThat(registry.components()).allSatisfy(one -> {
            assertThat(one.displayName()).isNotBlank();
            assertThat(one.scope()).isNotEqualTo(Scope.UNKNOWN);
            assertThat(one.icon()).isNotNull();
            assertThat(one.schema()).isNotNull();
            assertThat(one.color()).matches("#[0-9a-f]{6}");
        });
        assertThat(registry.models()).allSatisfy(model -> {
            assertThat(model.category()).isNotBlank();
            assertThat(model.description()).isNotBlank();
            assertThat(registry.components(model.key())).isNotEmpty();
        });
    }

    @Test
    @DisplayName("[BUILTIN-3] each schema walks: its fields have names and it refers to nothing outside itself")
    void schemasWalk() {
        List<String> empty = new ArrayList<>();
        for (ComponentDefinition one : registry.components()) {
            SchemaWalker walker = registry.schemas().walker(one).orElseThrow();
            if (walker.fields(List.of()).isEmpty()) {
                empty.add(one.apiVersion() + " " + one.kind());
            }
            assertThat(registry.schemaText(one).orElseThrow()).as(one.kind()).doesNotContain("\"$ref\":\"");
        }

        assertThat(empty).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes, apps/v1, Deployment, NAMESPACED, spec template spec containers 0 image",
        "kubernetes, v1, Namespace, CLUSTER, metadata labels",
        "kubernetes, v1, Service, NAMESPACED, spec ports 0 targetPort",
        "kubernetes, networking.k8s.io/v1, Ingress, NAMESPACED, spec rules 0 http paths 0 backend service port number",
        "kubernetes, autoscaling/v2, HorizontalPodAutoscaler, NAMESPACED, spec scaleTargetRef name",
        "kubernetes, rbac.authorization.k8s.io/v1, ClusterRole, CLUSTER, rules 0 verbs",
        "istio-base, networking.istio.io/v1, VirtualService, NAMESPACED, spec http 0 route 0 destination host",
        "cert-manager, cert-manager.io/v1, Certificate, NAMESPACED, spec issuerRef name",
        "cert-manager, cert-manager.io/v1, ClusterIssuer, CLUSTER, spec acme server",
        "gateway-api, gateway.networking.k8s.io/v1, HTTPRoute, NAMESPACED, spec parentRefs 0 name",
        "cilium, cilium.io/v2, CiliumNetworkPolicy, NAMESPACED, spec endpointSelector matchLabels",
        "keda, keda.sh/v1alpha1, ScaledObject, NAMESPACED, spec triggers 0 type",
        "knative-eventing, eventing.knative.dev/v1, Trigger, NAMESPACED, spec delivery backoffPolicy",
        "argo-cd, argoproj.io/v1alpha1, Application, NAMESPACED, spec source repoURL",
        "k8s-config-connector, storage.cnrm.cloud.google.com/v1beta1, StorageBucket, NAMESPACED, spec location",
        "provider-aws-s3, s3.aws.m.upbound.io/v1beta1, Bucket, NAMESPACED, spec forProvider region",
    })
    @DisplayName("[BUILTIN-4] known kinds have their known fields and scope")
    void knowsFields(String model, String apiVersion, String kind, Scope scope, String path) {
        ComponentDefinition one = registry.find(model, apiVersion, kind).orElseThrow();
        SchemaWalker walker = registry.schemas().walker(one).orElseThrow();
        List<String> keys = Arrays.asList(path.split(" "));

        assertThat(one.scope()).isEqualTo(scope);
        assertThat(walker.presence(keys)).isEqualTo(Presence.PRESENT);
        assertThat(walker.presence(List.of("spec", "noSuchField"))).isEqualTo(Presence.ABSENT);
    }

    @Test
    @DisplayName("[BUILTIN-5] a right configuration is valid, a wrong one is told where it is wrong")
    void validates() throws IOException {
        ComponentDefinition deployment =
                registry.find("", "apps/v1", "Deployment").orElseThrow();
        var validator = registry.schemas().validator(deployment).orElseThrow();

        List<Problem> right = validator.validate(json("""
                {"spec": {"selector": {"matchLabels": {"app": "web"}}, "template": {"spec": {"containers": [{"name": "web",
                 "resources": {"limits": {"cpu": 1, "memory": "64Mi"}}}]}}}}"""));
        List<Problem> wrong = validator.validate(json("""
                {"spec": {"replicas": "three", "selector": {}, "template": {}}}"""));

        assertThat(right).isEmpty();
        assertThat(wrong)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("/spec/replicas"));
    }

    @Test
    @DisplayName("[BUILTIN-6] a kind without a model is the one of Kubernetes")
    void prefersKubernetes() {
        assertThat(registry.find("", "", "Service"))
                .map(ComponentDefinition::model)
                .map(ModelDefinition.Key::name)
                .contains("kubernetes");
        assertThat(registry.find("", "", "Ingress"))
                .map(ComponentDefinition::apiVersion)
                .contains("networking.k8s.io/v1");
    }

    private static Json json(String text) throws IOException {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8), 64, (_, _) -> {});
    }
}
