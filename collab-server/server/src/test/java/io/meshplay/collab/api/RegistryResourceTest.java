package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistryResourceTest {
    private static final String REGISTRY = "/api/v1/registry";

    @TempDir
    private Path directory = Path.of("");

    private ApiServer server() throws IOException {
        model("1.0.0");
        model("2.0.0");
        for (String kind : new String[] {"Router", "RouterRule", "BigRouter"}) {
            Path file = directory.resolve("mesh/1.0.0/v1.0.0/components/" + kind + ".json");
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, """
                    {"schemaVersion":"components.example.org/v1beta1","version":"v1.0.0","displayName":"%s","format":"JSON",
                     "status":"enabled","component":{"kind":"%s","version":"mesh.example.org/v1",
                     "schema":"{\\"type\\":\\"object\\",\\"title\\":\\"%s\\",\\"properties\\":{\\"hops\\":{\\"type\\":\\"integer\\"}}}"},
                     "styles":{"svgColor":"<svg xmlns='http://www.w3.org/2000/svg'></svg>"},"metadata":{"isNamespaced":true},
                     "model":{"name":"mesh","model":{"version":"1.0.0"}}}""".formatted(kind, kind, kind));
        }
        return new ApiServer(directory);
    }

    private void model(String version) throws IOException {
        Path file = directory.resolve("mesh/" + version + "/v1.0.0/model.json");
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, """
                {"schemaVersion":"models.example.org/v1beta1","version":"v1.0.0","name":"mesh","displayName":"A mesh",
                 "status":"enabled","category":{"name":"Network"},"model":{"version":"%s"}}""".formatted(version));
    }

    @Test
    @DisplayName(
            "[API-35] models are listed by version, components of the latest version that has any, the best match first")
    void lists() throws IOException {
        try (ApiServer server = server()) {
            var models = server.get(REGISTRY + "/models?search=MESH").json();
            assertThat(models.path("total").intValue()).isEqualTo(2);
            assertThat(models.at("/items/0/components").intValue()).isEqualTo(3);

            var found = server.get(REGISTRY + "/components?search=router&pageSize=2")
                    .json();
            assertThat(found.path("total").intValue()).isEqualTo(3);
            assertThat(found.at("/items/0/kind").textValue()).isEqualTo("Router");
            assertThat(found.at("/items/1/kind").textValue()).isEqualTo("RouterRule");
            assertThat(found.at("/items/0/scope").textValue()).isEqualTo("namespaced");
            assertThat(server.get(REGISTRY + "/components?modelVersion=2.0.0")
                            .json()
                            .path("total")
                            .intValue())
                    .isZero();
        }
    }

    @Test
    @DisplayName("[API-39] the index has each kind of the latest version once, and says which have no icon")
    void indexes() throws IOException {
        try (ApiServer server = server()) {
            var answer = server.get(REGISTRY + "/index");

            assertThat(answer.json().path("models").size()).isEqualTo(1);
            assertThat(answer.json().at("/models/0/category").textValue()).isEqualTo("Network");
            assertThat(answer.json().at("/models/0/apis/0").toString()).isEqualTo("""
                            {"version":"mesh.example.org/v1","kinds":["BigRouter","Router","RouterRule"]}""");
            assertThat(answer.header("Cache-Control")).isEqualTo("private, max-age=300");
        }
    }

    @Test
    @DisplayName("[API-39] the index takes at most 9 bytes a kind over the wire")
    void indexIsSmall() throws IOException {
        try (var server = new ApiServer()) {
            String index = server.get(REGISTRY + "/index").text();
            int kinds =
                    server.get(REGISTRY + "/components").json().path("total").intValue();

            var compressed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(compressed)) {
                gzip.write(index.getBytes(StandardCharsets.UTF_8));
            }

            assertThat((double) compressed.size() / kinds).isLessThan(9.0);
        }
    }

    @Test
    @DisplayName("[API-36] a kind's schema is served as it is; without one, or without a kind, the request is refused")
    void schemas() throws IOException {
        try (ApiServer server = server()) {
            assertThat(server.get(REGISTRY + "/schema?model=mesh&kind=Router")
                            .json()
                            .path("title")
                            .textValue())
                    .isEqualTo("Router");
            assertThat(server.get(REGISTRY + "/schema?kind=Nothing").problem()).isEqualTo("unknownKind kind");
            assertThat(server.get(REGISTRY + "/schema").problem()).isEqualTo("invalidParameter kind");
        }
    }

    @Test
    @DisplayName("[API-35] a server that is given no registry lists the built-in kinds")
    void builtIn() {
        try (var server = new ApiServer()) {
            assertThat(server.get(REGISTRY + "/components").json().path("total").intValue())
                    .isGreaterThan(1_600);
        }
    }

    @Test
    @DisplayName("[API-35] initials and misspelled names find what is meant")
    void searches() throws IOException {
        try (ApiServer server = server()) {
            for (String typed : new String[] {"rr", "ruoterrule"}) {
                var found = server.get(REGISTRY + "/components?search=" + typed).json();
                assertThat(found.at("/items/0/kind").textValue()).isEqualTo("RouterRule");
                assertThat(found.at("/items/0/category").textValue()).isEqualTo("Network");
            }
        }
    }

    @Test
    @DisplayName("[API-37] an icon is a picture that may load and run nothing; a kind without one is refused")
    void icons() throws IOException {
        try (ApiServer server = server()) {
            var icon = server.get(REGISTRY + "/icon?model=mesh&kind=Router");

            assertThat(icon.text()).startsWith("<svg");
            assertThat(icon.header("Content-Type")).isEqualTo("image/svg+xml");
            assertThat(icon.header("Content-Security-Policy")).contains("default-src 'none'", "sandbox");
            assertThat(server.get(REGISTRY + "/icon?kind=Nothing").problem()).isEqualTo("unknownKind kind");
        }
    }

    @Test
    @DisplayName("[API-38] a configuration is checked against its kind's schema; problems say where and what")
    void validates() throws IOException {
        try (ApiServer server = server()) {
            var wrong = server.post(
                            REGISTRY + "/validate",
                            "{\"model\":\"mesh\",\"kind\":\"Router\",\"configuration\":{\"/hops\":\"two\"}}")
                    .json();
            var right = server.post(REGISTRY + "/validate", "{\"kind\":\"Router\",\"configuration\":{\"/hops\":2}}")
                    .json();

            assertThat(wrong.at("/problems/0/pointer").textValue()).isEqualTo("/hops");
            assertThat(wrong.at("/problems/0/rule").textValue()).isEqualTo("type");
            assertThat(right.path("problems")).isEmpty();
            assertThat(server.post(REGISTRY + "/validate", "{\"kind\":\"Router\",\"configuration\":[]}")
                            .problem())
                    .isEqualTo("wrongType configuration");
        }
    }
}
