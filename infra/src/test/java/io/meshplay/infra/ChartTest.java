package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    @Test
    @DisplayName("[INFRA-1] Helm's linter has nothing to say against the chart, strictly")
    void passesTheLinter() {
        var result = Chart.lint();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.startsWith("[WARN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full"})
    @DisplayName("[INFRA-2] a server is a Pod without root, privileges, a writable root, or a token of Kubernetes")
    void isRestricted(String example) {
        JsonNode pod = pod(Chart.rendered(example));
        JsonNode container = pod.path("containers").path(0);

        assertThat(pod.path("containers")).hasSize(1);
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop").toString())
                .isEqualTo("[\"ALL\"]");
        assertThat(texts(pod.path("volumes"), "/name")).containsExactlyInAnyOrder("data", "temporary");
        assertThat(pod.path("volumes"))
                .allSatisfy(volume ->
                        assertThat(volume.at("/emptyDir/sizeLimit").asText()).isNotEmpty());
        assertThat(texts(container.path("volumeMounts"), "/mountPath")).containsExactlyInAnyOrder("/data", "/tmp");
        assertThat(container.at("/resources/limits/memory").asText())
                .isEqualTo(container.at("/resources/requests/memory").asText());
    }

    @Test
    @DisplayName("[INFRA-3] what must stay secret is referred to, never rendered, and refused where it is not named")
    void refersToSecrets() {
        List<JsonNode> objects = Chart.rendered("full");

        Map<String, String> references = new TreeMap<>();
        for (JsonNode variable : container(objects).path("env")) {
            JsonNode reference = variable.at("/valueFrom/secretKeyRef");
            if (!reference.isMissingNode()) {
                references.put(
                        variable.path("name").asText(),
                        reference.path("name").asText() + "/"
                                + reference.path("key").asText());
            }
        }
        assertThat(references)
                .isEqualTo(Map.of(
                        "MESHPLAY_STORE", "mongo/connectionString",
                        "MESHPLAY_REDIS", "redis/url",
                        "MESHPLAY_CLUSTER_SECRET", "meshplay-cluster/secret",
                        "MESHPLAY_ADMIN_TOKEN", "meshplay-admin/token"));
        assertThat(objects)
                .noneMatch(object -> object.path("kind").asText().matches("Secret|ConfigMap"))
                .allSatisfy(object -> assertThat(object.toString()).doesNotContain("mongodb://", "redis://"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "store: {secret: {name: ''}} | store.secret.name is empty",
                "redis: {secret: {name: ''}} | redis.secret.name is empty",
                "cluster: {secret: {name: ''}} | cluster.secret.name is empty",
                "trustNetwork: false | trustNetwork is false: there is no sign-in yet",
                "ingress: {enabled: true} | ingress.host is empty",
            })
    @DisplayName("[INFRA-3] what nobody can guess is asked for by name")
    void asksForWhatIsMissing(String values, String message) {
        assertThatThrownBy(() -> Chart.rendered("minimal", values)).hasMessageContaining(message);
    }

    @Test
    @DisplayName("[INFRA-3] the values as they are install nothing that is open to the network")
    void installsNothingByAccident() {
        assertThatThrownBy(Chart::renderedBare).hasMessageContaining("trustNetwork is false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 0 | /replicas",
                "replicas: many | /replicas",
                "replica: 3 | additional properties 'replica'",
                "image: {tag: 'a b'} | /image/tag",
                "image: {digest: 'sha256:12'} | /image/digest",
                "store: {uri: 'mongodb://u:p@h/d'} | additional properties 'uri'",
                "store: {secret: {name: Upper}} | /store/secret/name",
                "ports: {http: 80} | /ports/http",
                "drain: {graceSeconds: 5} | /drain/graceSeconds",
                "resources: {limits: {memory: lots}} | /resources/limits/memory",
                "env: [{name: MESHPLAY_STORE, value: 'mongodb://u:p@h/d'}] | /env/0/name",
                "podDisruptionBudget: {maxUnavailable: 0} | /podDisruptionBudget/maxUnavailable",
                "topologySpread: [{topologyKey: zone, whenUnsatisfiable: Perhaps}] | /topologySpread/0/whenUnsatisfiable",
                "networkPolicy: {enabled: 'yes'} | /networkPolicy/enabled",
                "ingress: {host: 'a b'} | /ingress/host",
                "serviceMonitor: {interval: fast} | /serviceMonitor/interval",
                "javaOptions: ['Xmx1g'] | /javaOptions/0",
                "log: {format: xml} | /log/format",
                "publicUrls: ['designs.example.org'] | /publicUrls/0",
            })
    @DisplayName("[INFRA-4] a value that cannot be right is refused with its place")
    void refusesWrongValues(String values, String place) {
        assertThatThrownBy(() -> Chart.rendered("minimal", values))
                .hasMessageContaining("values don't meet the specifications of the schema")
                .hasMessageContaining(place);
    }

    @Test
    @DisplayName("[INFRA-5] a rolling update takes no server away before the next is ready, and waits for its drain")
    void rollsWithoutAGap() {
        List<JsonNode> objects = Chart.rendered("minimal");
        JsonNode deployment = Chart.only(objects, "Deployment").path("spec");
        JsonNode container = container(objects);

        assertThat(deployment.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1))
                .isZero();
        assertThat(deployment.at("/strategy/rollingUpdate/maxSurge").asInt()).isPositive();
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
        int before = container.at("/lifecycle/preStop/sleep/seconds").asInt();
        int grace = pod(objects).path("terminationGracePeriodSeconds").asInt();
        assertThat(before).as("the endpoints forget the Pod first").isPositive();
        assertThat(grace - before).as("what is left for the drain").isGreaterThanOrEqualTo(30);
    }

    @Test
    @DisplayName("[INFRA-5] servers are spread, by the Pods of their own revision, and evicted one at a time")
    void isSpread() {
        List<JsonNode> objects = Chart.rendered("minimal");
        JsonNode constraints = pod(objects).path("topologySpreadConstraints");
        JsonNode selector = Chart.only(objects, "Deployment").at("/spec/selector");

        assertThat(texts(constraints, "/topologyKey"))
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        assertThat(constraints).allSatisfy(constraint -> {
            assertThat(constraint.path("labelSelector")).isEqualTo(selector);
            assertThat(constraint.path("matchLabelKeys").toString()).isEqualTo("[\"pod-template-hash\"]");
        });
        JsonNode budget = Chart.only(objects, "PodDisruptionBudget").path("spec");
        assertThat(budget.path("maxUnavailable").asInt()).isOne();
        assertThat(budget.path("selector")).isEqualTo(selector);
    }

    @Test
    @DisplayName("[INFRA-6] the node port is for the servers alone; out go MongoDB, Redis, names and other servers")
    void letsNobodyElseIn() {
        List<JsonNode> objects = Chart.rendered("minimal");
        JsonNode policy = Chart.only(objects, "NetworkPolicy").path("spec");
        JsonNode servers = Chart.only(objects, "Deployment").at("/spec/selector");
        int nodePort = 8090;

        assertThat(policy.path("podSelector")).isEqualTo(servers);
        assertThat(policy.path("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        for (String way : List.of("ingress", "egress")) {
            for (JsonNode rule : policy.path(way)) {
                boolean nodes = texts(rule.path("ports"), "/port").contains(String.valueOf(nodePort));
                JsonNode peers = rule.path(way.equals("ingress") ? "from" : "to");
                if (nodes) {
                    assertThat(peers).hasSize(1);
                    assertThat(peers.path(0).path("podSelector")).isEqualTo(servers);
                    assertThat(rule.path("ports")).hasSize(1);
                }
            }
        }
        assertThat(ports(policy.path("ingress"))).containsExactlyInAnyOrder("8080", "8090");
        assertThat(ports(policy.path("egress"))).containsExactlyInAnyOrder("8090", "27017", "6379", "53", "53");
        JsonNode service = Chart.only(objects, "Service").path("spec");
        assertThat(texts(service.path("ports"), "/targetPort")).containsExactly("http");
        assertThat(service.path("selector")).isEqualTo(servers.path("matchLabels"));
    }

    @Test
    @DisplayName("[INFRA-7] behind an ingress the sockets of a design on /sync meet at one server")
    void hashesSyncByItsPath() {
        List<JsonNode> ingresses = Chart.rendered("full").stream()
                .filter(object -> object.path("kind").asText().equals("Ingress"))
                .toList();

        Map<String, String> hashes = new TreeMap<>();
        for (JsonNode ingress : ingresses) {
            hashes.put(
                    ingress.at("/spec/rules/0/http/paths/0/path").asText(),
                    ingress.path("metadata")
                            .path("annotations")
                            .path("nginx.ingress.kubernetes.io/upstream-hash-by")
                            .asText());
        }
        assertThat(hashes).isEqualTo(Map.of("/", "", "/sync", "$uri"));
        assertThat(texts(container(Chart.rendered("full")).path("args"), ""))
                .contains("--public-url=https://designs.example.org", "--public-url=http://designs.meshplay-test.svc");
        assertThat(ingresses)
                .allSatisfy(ingress -> assertThat(
                                ingress.at("/spec/tls/0/secretName").asText())
                        .isEqualTo("designs-tls"));
    }

    private static JsonNode pod(List<JsonNode> objects) {
        return Chart.only(objects, "Deployment").at("/spec/template/spec");
    }

    private static JsonNode container(List<JsonNode> objects) {
        return pod(objects).path("containers").path(0);
    }

    private static List<String> texts(JsonNode array, String pointer) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.at(pointer).asText())
                .toList();
    }

    private static List<String> ports(JsonNode rules) {
        return StreamSupport.stream(rules.spliterator(), false)
                .flatMap(rule -> texts(rule.path("ports"), "/port").stream())
                .toList();
    }
}
