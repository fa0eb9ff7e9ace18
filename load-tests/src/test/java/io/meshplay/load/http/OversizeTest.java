package io.meshplay.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.load.RunningServer;
import io.meshplay.load.rig.Scenario;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too much, unknown and malformed, over REST and WebSockets. */
class OversizeTest extends RunningServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BODY_BYTES = 64 << 20;

    private static HttpClient http;

    @BeforeAll
    static void startClient() {
        // Without a version it asks for HTTP/2, and takes the switch to it for the answer to Expect.
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stopClient() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "collab"})
    @DisplayName("[INPUT-8] a frame over 16 MiB closes its socket with 1009 and nobody else's")
    void frameTooLarge(String framing) {
        Scenario.of("oversize." + framing, server()).run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/export?format=yaml", "/content", "/versions", "/links"})
    @DisplayName("[INPUT-9] a design that does not exist answers 404 as a problem")
    void unknownDesign(String path) throws Exception {
        var answer = send(HttpRequest.newBuilder(server().uri("/api/v1/designs/doesNotExist0123456789" + path)));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertProblem(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/designs", "/api/v1/designs/import?name=big"})
    @DisplayName("[INPUT-10] a body too large answers 413 as a problem, and the server goes on")
    void bodyTooLarge(String path) throws Exception {
        // With its length said beforehand, as curl does; the server may answer before it has read all of it.
        var request = HttpRequest.newBuilder(server().uri(path))
                .header("content-type", "application/json")
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(new byte[BODY_BYTES]));

        var answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertProblem(answer);
        assertThat(send(HttpRequest.newBuilder(server().uri("/health/ready"))).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"name\":7}",
                "{\"name\":\"\"}",
                "{\"nam\":\"x\"}",
                "{\"name\":\"x\",\"colour\":\"red\"}",
                "null"
            })
    @DisplayName("[INPUT-11] a malformed body answers 400 as a problem")
    void malformedBody(String body) throws Exception {
        var answer = send(HttpRequest.newBuilder(server().uri("/api/v1/designs"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertProblem(answer);
    }

    @Test
    @DisplayName("[INPUT-9] a path that does not exist answers 404 as a problem")
    void unknownPath() throws Exception {
        var answer = send(HttpRequest.newBuilder(server().uri("/api/v1/nothing-here")));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertProblem(answer);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer) throws IOException {
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asText()).startsWith("urn:meshplay:problem:");
        assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.path("title").asText()).isNotBlank();
    }
}
