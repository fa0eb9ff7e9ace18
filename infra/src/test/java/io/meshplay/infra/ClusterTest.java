package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.load.rig.TemporaryDirectory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart in the hands of a real Kubernetes, and that Kubernetes itself. The first run on a machine builds it. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterTest {
    private static final String NAMESPACE = "meshplay-test";
    private static final Pattern PID = Pattern.compile("pid ([0-9]+)");
    /** Where objects of each kind of the chart are. */
    private static final Map<String, String> COLLECTIONS = Map.of(
            "Deployment", "/apis/apps/v1/namespaces/%s/deployments",
            "Service", "/api/v1/namespaces/%s/services",
            "ServiceAccount", "/api/v1/namespaces/%s/serviceaccounts",
            "PodDisruptionBudget", "/apis/policy/v1/namespaces/%s/poddisruptionbudgets",
            "NetworkPolicy", "/apis/networking.k8s.io/v1/namespaces/%s/networkpolicies",
            "Ingress", "/apis/networking.k8s.io/v1/namespaces/%s/ingresses");

    /** Of the Prometheus operator, which is not there. */
    private static final String FOREIGN = "ServiceMonitor";

    private static TemporaryDirectory directory;
    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        directory = TemporaryDirectory.create();
        cluster = TestCluster.up(directory.path());
        // The strictest of the profiles that Kubernetes checks Pods by.
        JsonNode namespace = Infra.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: " + NAMESPACE
                        + ", labels: {pod-security.kubernetes.io/enforce: restricted}}}")
                .getFirst();
        assertThat(cluster.apply("/api/v1/namespaces", namespace, false).statusCode())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        try {
            cluster.close();
        } finally {
            directory.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    @Order(1)
    @DisplayName("[INFRA-17] Kubernetes takes every object of the chart in a dry run, with unknown fields refused")
    void takesTheChart(String example) {
        for (JsonNode object : Chart.rendered(example)) {
            if (!object.path("kind").asText().equals(FOREIGN)) {
                HttpResponse<String> response = cluster.apply(collection(object), object, true);

                assertThat(response.statusCode())
                        .as("%s\n%s", object, response.body())
                        .isIn(200, 201);
            }
        }
    }

    @Test
    @Order(1)
    @DisplayName("[INFRA-17] the dry run sees a field that does not exist, and a value that Kubernetes forbids")
    void seesWhatIsWrong() {
        JsonNode deployment = Chart.only(Chart.rendered("minimal"), "Deployment");
        ObjectNode misspelled = deployment.deepCopy();
        ((ObjectNode) misspelled.at("/spec/template/spec")).put("terminationGracePeriod", 5);
        ObjectNode forbidden = deployment.deepCopy();
        ((ObjectNode) forbidden.at("/spec")).put("replicas", -1);

        assertThat(cluster.apply(collection(misspelled), misspelled, true).body())
                .contains("terminationGracePeriod");
        assertThat(cluster.apply(collection(forbidden), forbidden, true).statusCode())
                .isEqualTo(422);
    }

    @Test
    @Order(2)
    @DisplayName(
            "[INFRA-18] installed for real, all servers become available under the restricted Pod security profile")
    void installs() {
        for (JsonNode object : Chart.rendered("minimal")) {
            assertThat(cluster.apply(collection(object), object, false).statusCode())
                    .isIn(200, 201);
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(cluster.get(collection("Deployment") + "/demo-meshplay")
                                .at("/status/availableReplicas")
                                .asInt())
                        .isEqualTo(3));
    }

    @Test
    @Order(2)
    @DisplayName("[INFRA-20] Pods are played: they run, succeed, fail, come late or wait for an image as they are told")
    void playsPods() {
        String pods = "/api/v1/namespaces/default/pods";
        String spec = ", spec: {restartPolicy: Never, containers: [{name: c, image: %s}]}}";
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: %s, annotations: {%s}}";
        String phase = "testcluster.meshplay.io/phase: ";
        make(pods, pod.formatted("runs", "") + spec.formatted("any"));
        make(pods, pod.formatted("fails", phase + "Failed") + spec.formatted("any"));
        make(pods, pod.formatted("late", "testcluster.meshplay.io/ready-after: 2s") + spec.formatted("any"));
        make(pods, pod.formatted("waits", "") + spec.formatted("image-pull-error"));
        make(
                "/apis/batch/v1/namespaces/default/jobs",
                "{apiVersion: batch/v1, kind: Job, metadata: {name: job}, spec: {template: {metadata: {}"
                        + spec.formatted("any") + "}}");

        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(ready(pods + "/runs")).isTrue();
            assertThat(ready(pods + "/late")).isTrue();
            assertThat(cluster.get(pods + "/fails").at("/status/phase").asText())
                    .isEqualTo("Failed");
            assertThat(cluster.get(pods + "/waits")
                            .at("/status/containerStatuses/0/state/waiting/reason")
                            .asText())
                    .isEqualTo("ErrImagePull");
            assertThat(cluster.get("/apis/batch/v1/namespaces/default/jobs/job")
                            .at("/status/succeeded")
                            .asInt())
                    .isOne();
        });
        JsonNode late = cluster.get(pods + "/late");
        Instant made = Instant.parse(late.at("/metadata/creationTimestamp").asText());
        assertThat(Duration.between(made, readySince(late))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    @Order(3)
    @DisplayName("[INFRA-19] a second up answers with the same cluster; a killed one comes back with what it had")
    void comesBack() {
        Run first = TestCluster.command("status", directory.path());
        Run second = TestCluster.command("up", directory.path());
        assertThat(second.code()).as(second.said()).isZero();
        assertThat(TestCluster.command("status", directory.path()).output()).isEqualTo(first.output());

        ProcessHandle process = ProcessHandle.of(pid(first)).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(TestCluster.command("status", directory.path()).code()).isOne();
        cluster = TestCluster.up(directory.path());

        List<String> after = List.of(cluster.get("/api/v1/namespaces/" + NAMESPACE)
                .at("/metadata/name")
                .asText());
        assertThat(after).containsExactly(NAMESPACE);
    }

    @Test
    @Order(4)
    @DisplayName("[INFRA-19] down ends the cluster's own process and is content when there is none")
    void stops() throws Exception {
        long pid = pid(TestCluster.command("status", directory.path()));

        assertThat(TestCluster.command("down", directory.path()).code()).isZero();

        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(10, TimeUnit.SECONDS);
        }
        assertThat(directory.path().resolve("kubeconfig")).doesNotExist();
        assertThat(TestCluster.command("down", directory.path()).code()).isZero();
    }

    private static String collection(JsonNode object) {
        return collection(object.path("kind").asText());
    }

    private static String collection(String kind) {
        String collection = COLLECTIONS.get(kind);
        assertThat(collection).as(kind).isNotNull();
        return collection.formatted(NAMESPACE);
    }

    private static void make(String path, String yaml) {
        HttpResponse<String> response = cluster.apply(path, Infra.yaml(yaml).getFirst(), false);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private static boolean ready(String path) {
        return cluster.get(path).at("/status/containerStatuses/0/ready").asBoolean();
    }

    private static Instant readySince(JsonNode pod) {
        for (JsonNode condition : pod.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return Instant.parse(condition.path("lastTransitionTime").asText());
            }
        }
        throw new AssertionError("no condition Ready");
    }

    private static long pid(Run status) {
        Matcher matcher = PID.matcher(status.output());
        assertThat(matcher.find()).as(status.said()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
