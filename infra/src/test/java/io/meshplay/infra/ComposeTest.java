package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** By the loader of the Compose project, which is what {@code docker compose config} runs. */
class ComposeTest {
    private static final String FILE = Infra.path("compose/compose.yaml").toString();

    @Test
    @DisplayName("[INFRA-8] the Compose file has two servers, three members of MongoDB, Redis and a balancer")
    void isUnderstood() {
        JsonNode services = resolved().path("services");

        assertThat(services.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder(
                        "balancer", "server-1", "server-2", "mongo-1", "mongo-2", "mongo-3", "replica-set", "redis");
        assertThat(resolved("operate").path("services").properties())
                .extracting(Map.Entry::getKey)
                .contains("prometheus", "grafana");
    }

    @Test
    @DisplayName("[INFRA-8] without a secret of the cluster nothing is started, and the line says what to set")
    void asksForTheSecret() {
        Run run = Run.of(Map.of("MESHPLAY_CLUSTER_SECRET", ""), Infra.program("compose-check"), FILE);

        assertThat(run.code()).isOne();
        assertThat(run.errors()).contains("MESHPLAY_CLUSTER_SECRET").contains("openssl rand -hex 32");
    }

    @Test
    @DisplayName(
            "[INFRA-8] ports are open on the loopback only, and MongoDB and Redis are on a network without a way out")
    void opensNothingToTheNetwork() {
        JsonNode project = resolved("operate");

        for (JsonNode service : project.path("services")) {
            for (JsonNode port : service.path("ports")) {
                assertThat(port.path("host_ip").asText()).as("%s", service).isEqualTo("127.0.0.1");
            }
        }
        assertThat(project.at("/networks/back/internal").asBoolean()).isTrue();
        for (String name : List.of("mongo-1", "mongo-2", "mongo-3", "redis")) {
            JsonNode service = project.path("services").path(name);
            assertThat(service.path("networks").properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("back");
            assertThat(service.has("ports")).isFalse();
        }
    }

    @Test
    @DisplayName("[INFRA-8] a server writes to its two temporary file systems only, and has time to drain")
    void restrictsTheServers() {
        for (String name : List.of("server-1", "server-2")) {
            JsonNode server = resolved().path("services").path(name);

            assertThat(server.path("read_only").asBoolean()).isTrue();
            assertThat(server.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(server.path("security_opt").toString()).contains("no-new-privileges:true");
            assertThat(strings(server.path("tmpfs")))
                    .anySatisfy(mount -> assertThat(mount).startsWith("/data:").contains("uid=10001"))
                    .anySatisfy(mount -> assertThat(mount).startsWith("/tmp:").contains("exec"));
            assertThat(server.path("stop_grace_period").asText()).isEqualTo("1m0s");
            assertThat(strings(server.path("command"))).contains("--node-address=" + name + ":8090");
            assertThat(server.at("/depends_on/replica-set/condition").asText())
                    .isEqualTo("service_completed_successfully");
        }
    }

    private static JsonNode resolved(String... profiles) {
        String[] command = new String[profiles.length + 2];
        command[0] = Infra.program("compose-check");
        command[1] = FILE;
        System.arraycopy(profiles, 0, command, 2, profiles.length);
        Run run = Run.of(Map.of("MESHPLAY_CLUSTER_SECRET", "0123456789abcdef0123456789abcdef"), command);
        assertThat(run.code()).as(run.said()).isZero();
        return Infra.json(run.output());
    }

    private static List<String> strings(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
