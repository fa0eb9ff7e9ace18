package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.testing.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionResourceTest {
    private static final String ADD_COMPONENT = """
            [{"op":"create","path":["components","aaaaaaaaaaaaaaaa"],"type":"map",
              "entries":{"model":"kubernetes","kind":"Service","version":"v1.31.0","name":"web","z":"a0",
                         "pos":[10,20],"size":[120,80]},
              "children":{"config":{"type":"map","entries":{"/spec/type":"ClusterIP"},"children":{}},
                          "notes":{"type":"text","text":""},
                          "style":{"type":"map","entries":{},"children":{}}}}]
            """;

    private final ApiServer server = new ApiServer();
    private final String designId = server.design("Shop");
    private final String versions = "/api/v1/designs/" + designId + "/versions";

    @AfterEach
    void stop() {
        server.close();
    }

    private void edit(String operations) {
        Outcome.of(server.live.edit(designId, "local", operations.getBytes(StandardCharsets.UTF_8)));
    }

    private ApiServer.Answer commit(String message) {
        return server.post(versions, "{\"message\":\"" + message + "\"}");
    }

    @Test
    @DisplayName("[API-22] a version has number, hash, form, author, message and time, and its content has its hash")
    void commitsAVersion() throws NoSuchAlgorithmException {
        edit(ADD_COMPONENT);

        var committed = commit("First");

        assertThat(committed.status()).isEqualTo(201);
        assertThat(committed.header("Location")).isEqualTo(versions + "/1");
        assertThat(committed.json().path("author").textValue()).isEqualTo("local");
        var read = server.get(versions + "/1");
        String content = read.text()
                .substring(read.text().indexOf("\"content\":") + 10, read.text().length() - 1);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        assertThat(read.json().path("hash").textValue())
                .isEqualTo("sha256:" + HexFormat.of().formatHex(hash));
        assertThat(content).contains("Service", "ClusterIP");
    }

    @Test
    @DisplayName(
            "[API-22] without sign-in the author is the name that the client gives, also of what a restore commits")
    void namesItsAuthor() {
        edit(ADD_COMPONENT);

        var committed = server.post(versions, "{\"message\":\"First\",\"author\":\" Mona  Berg\"}");
        var restored = server.post(versions + "/1/restore", "{\"author\":\"Akira\"}");

        assertThat(committed.json().path("author").textValue()).isEqualTo("Mona  Berg");
        assertThat(server.get(versions + "/" + restored.json().path("undo"))
                        .json()
                        .path("author")
                        .textValue())
                .isEqualTo("Akira");
        assertThat(server.post(versions, "{\"message\":\"x\",\"author\":\"\"}").problem())
                .isEqualTo("invalidValue author");
    }

    @Test
    @DisplayName("[API-22] a version stays as it is, whatever happens to the design")
    void staysAsItIs() {
        edit(ADD_COMPONENT);
        commit("First");
        String before = server.get(versions + "/1").text();

        edit("[{\"op\":\"delete\",\"path\":[\"components\",\"aaaaaaaaaaaaaaaa\"]}]");
        commit("Second");

        assertThat(server.get(versions + "/1").text()).isEqualTo(before);
        assertThat(server.get(versions + "/2").json().path("hash"))
                .isNotEqualTo(server.get(versions + "/1").json().path("hash"));
    }

    @Test
    @DisplayName("[API-22] equal states have equal hashes")
    void hashesEqualStatesEqually() {
        assertThat(commit("First").json().path("hash"))
                .isEqualTo(commit("Second").json().path("hash"));
    }

    @Test
    @DisplayName("[API-23] many who commit at once get the numbers 1 to n")
    void numbersWithoutGaps() throws Exception {
        List<Future<Long>> numbers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                numbers.add(threads.submit(
                        () -> commit("At once").json().path("number").longValue()));
            }
        }

        List<Long> given = new ArrayList<>();
        for (Future<Long> number : numbers) {
            given.add(number.get());
        }
        assertThat(given)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 40).boxed().toList());
        JsonNode newest = server.get(versions + "?pageSize=1").json();
        assertThat(newest.at("/items/0/number").longValue()).isEqualTo(40);
        assertThat(newest.path("total").longValue()).isEqualTo(40);
    }

    @Test
    @DisplayName("[API-24] a restored version is what the design holds; what it replaced is a version, too")
    void restores() {
        edit(ADD_COMPONENT);
        JsonNode wanted = commit("With a service").json();
        edit(
                "[{\"op\":\"set\",\"path\":[\"components\",\"aaaaaaaaaaaaaaaa\",\"deleted\"],\"value\":{\"by\":\"local\",\"at\":1}},"
                        + "{\"op\":\"set\",\"path\":[\"meta\",\"name\"],\"value\":\"Other\"}]");

        var restored = server.post(versions + "/1/restore", "");

        assertThat(restored.status()).isEqualTo(200);
        assertThat(restored.json().path("undo").longValue()).isEqualTo(2);
        assertThat(restored.json().path("sequence").longValue()).isPositive();
        assertThat(commit("After").json().path("hash")).isEqualTo(wanted.path("hash"));
        assertThat(server.get(versions + "/2").json().path("message").textValue())
                .isEqualTo("Before restoring version 1");
    }

    @Test
    @DisplayName("[API-24] restoring the version that a restore left takes the restore back")
    void undoesARestore() {
        commit("Empty");
        edit(ADD_COMPONENT);
        long undo =
                server.post(versions + "/1/restore", "{}").json().path("undo").longValue();
        JsonNode replaced = server.get(versions + "/" + undo).json().path("hash");

        server.post(versions + "/" + undo + "/restore", "{}");

        assertThat(commit("After").json().path("hash")).isEqualTo(replaced);
    }

    @ParameterizedTest
    @DisplayName("[API-11] a number that no version has is 404")
    @ValueSource(strings = {"1", "0", "-1", "01", "1e3", "99999999999999999999", "x"})
    void doesNotKnowTheVersion(String number) {
        assertThat(server.get(versions + "/" + number).problem()).isEqualTo("unknownVersion");
        assertThat(server.post(versions + "/" + number + "/restore", "").status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("[API-11] a version of another design is as unknown as one that never was")
    void keepsVersionsApart() {
        commit("First");
        String other = "/api/v1/designs/" + server.design("Other") + "/versions/1";

        assertThat(server.get(other).problem()).isEqualTo("unknownVersion");
        assertThat(server.post(other + "/restore", "").problem()).isEqualTo("unknownVersion");
    }

    @ParameterizedTest
    @DisplayName("[API-6] a commit has one line of message, one of author at most, and nothing else")
    @ValueSource(
            strings = {
                "{}",
                "{\"message\":\"\"}",
                "{\"message\":\"a\\nb\"}",
                "{\"message\":\"x\",\"author\":[\"boss\"]}",
                "{\"message\":\"x\",\"number\":7}",
                "{\"message\":1}"
            })
    void refusesABadCommit(String body) {
        assertThat(server.post(versions, body).status()).isEqualTo(400);
        assertThat(server.get(versions).json().path("total").intValue()).isZero();
    }

    @Test
    @DisplayName("[API-6] a message has up to DesignsLimits.messageCharsMax characters")
    void limitsMessages() {
        String path = "/api/v1/designs/" + server.design("Shop") + "/versions";

        assertThat(server.post(path, "{\"message\":\"" + "x".repeat(1_000) + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(server.post(path, "{\"message\":\"" + "x".repeat(1_001) + "\"}")
                        .problem())
                .isEqualTo("invalidValue message");
    }
}
