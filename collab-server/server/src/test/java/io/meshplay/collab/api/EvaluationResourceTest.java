package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.testing.Outcome;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EvaluationResourceTest {
    private static final String SHOP = """
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {selector: {app: web}}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            """;

    private final ApiServer server = new ApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private String imported() {
        return server.send("POST", "/api/v1/designs/import", BodyPublishers.ofString(SHOP), "Content-Type", "text/yaml")
                .json()
                .at("/design/id")
                .textValue();
    }

    private JsonNode evaluation(String design) {
        return server.get("/api/v1/designs/" + design + "/evaluation").json();
    }

    private JsonNode content(String design) {
        return server.get("/api/v1/designs/" + design + "/content").json();
    }

    private String component(String design, String kind) {
        for (JsonNode one : content(design).path("components")) {
            if (one.path("kind").textValue().equals(kind)) {
                return one.path("id").textValue();
            }
        }
        throw new IllegalStateException("no " + kind);
    }

    private void edit(String design, String operations) {
        Outcome.of(server.live.edit(design, "mona", operations.getBytes(StandardCharsets.UTF_8)));
    }

    private ApiServer.Answer accept(String design, JsonNode evaluation) {
        return server.post(
                "/api/v1/designs/" + design + "/evaluation/accept",
                ApiServer.MAPPER
                        .createObjectNode()
                        .put("hash", evaluation.path("hash").textValue())
                        .toString());
    }

    @Test
    @DisplayName("[API-33] a design's evaluation says what is inferred and why, and proposes nothing that nobody drew")
    void evaluates() {
        JsonNode evaluation = evaluation(imported());

        assertThat(evaluation.path("inferred")).hasSize(1);
        assertThat(evaluation.at("/inferred/0/reason/rule").textValue()).isEqualTo("meshplay/service-to-workload");
        assertThat(evaluation.path("actions")).isEmpty();
        assertThat(server.get("/api/v1/designs/none1234/evaluation").problem()).isEqualTo("unknownDesign");
    }

    @Test
    @DisplayName(
            "[API-34] accepted actions are one edit; deleting the line proposes the way back, and accepting that goes it")
    void accepts() {
        String design = imported();
        String workload = component(design, "Deployment");
        JsonNode before = content(design);
        edit(
                design,
                "[{\"op\":\"create\",\"path\":[\"relationships\",\"line0001\"],\"type\":\"map\",\"entries\":{\"from\":\""
                        + component(design, "Service") + "\",\"to\":\"" + workload + "\",\"kind\":\"edge\"}}]");
        JsonNode proposed = evaluation(design);
        assertThat(proposed.path("actions").toString()).contains("patchComponent");

        ApiServer.Answer accepted = accept(design, proposed);

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
        assertThat(accepted.json().path("actions").intValue())
                .isEqualTo(proposed.path("actions").size());
        assertThat(content(design).toString()).contains("\"/spec/template/metadata/labels/app\":\"web\"");
        assertThat(evaluation(design).path("actions")).isEmpty();

        edit(design, "[{\"op\":\"set\",\"path\":[\"relationships\",\"line0001\",\"deleted\"],\"value\":true}]");
        JsonNode back = evaluation(design);
        assertThat(accept(design, back).status()).isEqualTo(200);
        assertThat(content(design).path("components")).isEqualTo(before.path("components"));
        assertThat(evaluation(design).path("actions")).isEmpty();
    }

    @Test
    @DisplayName("[API-34] what was looked at and is proposed no more is not carried out")
    void refusesWhatChanged() {
        String design = imported();
        JsonNode nothing = evaluation(design);
        edit(
                design,
                "[{\"op\":\"create\",\"path\":[\"relationships\",\"line0001\"],\"type\":\"map\",\"entries\":{\"from\":\""
                        + component(design, "Service") + "\",\"to\":\"" + component(design, "Deployment")
                        + "\",\"kind\":\"edge\"}}]");
        JsonNode before = content(design);

        ApiServer.Answer refused = accept(design, nothing);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("contended hash");
        assertThat(content(design)).isEqualTo(before);
    }
}
