package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeResourceTest {
    private static final String IMPORT = "/api/v1/designs/import";
    private static final String SMALL =
            "{\"name\":\"Small\",\"components\":{\"aaaaaaaaaaaaaaaa\":{\"kind\":\"Service\"}}}";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private ApiServer.Answer read(String path, String file) {
        return server.send("POST", path, BodyPublishers.ofString(file), "Content-Type", "application/yaml");
    }

    @Test
    @DisplayName("[API-20] an export is read to the same design")
    void readsItsExports() {
        var imported = read(IMPORT, SMALL);

        for (String format : List.of("yaml", "json")) {
            var exported = server.get(imported.header("Location") + "/export?format=" + format);
            var again = read(IMPORT, exported.text());
            assertThat(again.status()).as(again.text()).isEqualTo(201);
            assertThat(server.get(again.header("Location") + "/export?format=" + format)
                            .text())
                    .isEqualTo(exported.text());
        }
    }

    @Test
    @DisplayName("[API-19] an import makes the document in one edit and takes the name it is given")
    void importsInOneEdit() {
        var imported = read(IMPORT + "?name=Given%20name", SMALL);

        String id = imported.json().at("/design/id").textValue();
        assertThat(imported.json().at("/design/name").textValue()).isEqualTo("Given name");
        assertThat(server.live.document(id).path("meta").path("name").textValue())
                .isEqualTo("Given name");
        assertThat(server.live.document(id).path("components").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @DisplayName("[API-19] a file that is no design is 422 and leaves nothing")
    @ValueSource(strings = {"", "just text", "[1, 2]", "\0", "{\"components\":7}"})
    void refusesOtherFiles(String file) {
        var answer = read(IMPORT, file);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(server.get("/api/v1/designs").json().path("total").intValue())
                .isZero();
    }

    @Test
    @DisplayName("[API-20] an export is a file of the design's name, without anything that a header must not hold")
    void namesTheFile() {
        String name = "Shop \"é\"/../;x=1";
        String path = read(IMPORT + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), SMALL)
                .header("Location");

        String disposition = server.get(path + "/export").header("Content-Disposition");

        assertThat(disposition)
                .isEqualTo("attachment; filename=\"Shop-..-x-1.yaml\";"
                        + " filename*=UTF-8''Shop%20%22%C3%A9%22%2F..%2F%3Bx%3D1.yaml");
        assertThat(server.get(path + "/export?format=pdf").problem()).isEqualTo("invalidParameter format");
    }

    @Test
    @DisplayName("[API-21] the content lists what is alive")
    void listsTheContent() {
        String path = read(IMPORT, SMALL).header("Location");

        JsonNode content = server.get(path + "/content").json();

        assertThat(content.path("name").textValue()).isEqualTo("Small");
        assertThat(content.path("components").size()).isEqualTo(1);
        assertThat(content.at("/components/0/kind").textValue()).isEqualTo("Service");
    }
}
