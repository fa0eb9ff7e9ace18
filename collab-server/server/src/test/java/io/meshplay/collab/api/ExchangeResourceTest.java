package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.designs.ExportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeResourceTest {
    private static final String IMPORT = "/api/v1/designs/import";
    private static final String SMALL = """
            name: Small
            services:
              web:
                name: web
                type: Service
                apiVersion: v1
                model: kubernetes
                settings: {spec: {type: ClusterIP}}
            """;

    private final ApiServer server = new ApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private ApiServer.Answer read(String path, String file) {
        return server.send("POST", path, BodyPublishers.ofString(file), "Content-Type", "application/yaml");
    }

    static List<Path> catalog() {
        // The fixtures lie beside the repository, under whatever name it was checked out, or are not there.
        Optional<Path> fixtures = Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(directory -> directory.resolve("shared/fixtures/catalog"))
                .filter(Files::isDirectory)
                .findFirst();
        if (fixtures.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(fixtures.get())) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @DisplayName(
            "[API-19] a design of the catalog is imported as it is; [API-20] its export is read to the same design")
    @MethodSource("catalog")
    void importsTheCatalog(Path file) throws IOException {
        var imported = read(IMPORT, Files.readString(file));

        assertThat(imported.status()).as(imported.text()).isEqualTo(201);
        JsonNode design = imported.json().path("design");
        assertThat(design.path("componentCount")).isEqualTo(imported.json().at("/report/components"));
        assertThat(design.path("componentCount").intValue()).isPositive();
        String path = imported.header("Location");
        for (String format : List.of("yaml", "json")) {
            var exported = server.get(path + "/export?format=" + format);
            var again = server.send(
                    "POST",
                    IMPORT,
                    BodyPublishers.ofByteArray(exported.body()),
                    "Content-Type",
                    exported.header("Content-Type"));
            assertThat(again.status()).as(again.text()).isEqualTo(201);
            assertThat(server.get(again.header("Location") + "/export?format=" + format)
                            .text())
                    .isEqualTo(exported.text());
        }
    }

    @ParameterizedTest
    @DisplayName("[API-20] an export is of any format that is written, and import reads each of them")
    @EnumSource(ExportFormat.class)
    void exportsEveryFormat(ExportFormat format) {
        String path = read(IMPORT, SMALL).header("Location");

        var exported = server.get(path + "/export?format=" + format.label());
        var again = server.send(
                "POST",
                IMPORT,
                BodyPublishers.ofByteArray(exported.body()),
                "Content-Type",
                exported.header("Content-Type"));

        assertThat(exported.header("Content-Type")).isEqualTo(format.mediaType());
        assertThat(exported.header("Content-Disposition")).contains(format.extension() + "\"");
        assertThat(again.status()).as(again.text()).isEqualTo(201);
        assertThat(again.json().at("/report/components").intValue()).isEqualTo(1);
    }

    @Test
    @DisplayName("[API-19] what of a manifest cannot be read is in the report, and the rest is imported")
    void importsInPart() {
        var imported = read(IMPORT, "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n---\na: [1\nb: 2\n");

        assertThat(imported.status()).isEqualTo(201);
        assertThat(imported.json().at("/report/warnings/0/message").textValue())
                .startsWith("Not taken: document 2 (line 6, column");
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
    @ValueSource(
            strings = {
                "",
                "just text",
                "[1, 2]",
                "a: b: c",
                "\0",
                "name: x\nservices: 7",
                "!!javax.script.ScriptEngineManager []",
                "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b"
            })
    void refusesOtherFiles(String file) {
        var answer = read(IMPORT, file);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(server.get("/api/v1/designs").json().path("total").intValue())
                .isZero();
    }

    @Test
    @DisplayName("[API-19] a bomb of aliases and one of nesting are 422, soon")
    void refusesBombs() {
        var aliases = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            aliases.append("a").append(i).append(": &a").append(i).append(" [");
            aliases.append(("*a" + (i - 1) + ", ").repeat(8))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }

        assertThat(read(IMPORT, aliases.toString()).status()).isEqualTo(422);
        assertThat(read(IMPORT, "a: " + "[".repeat(20_000)).status()).isEqualTo(422);
        assertThat(read(IMPORT, "{\"a\":".repeat(20_000)).status()).isEqualTo(422);
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
