package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.history.Autosaver;
import io.meshplay.collab.history.HistoryLimits;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HistoryResourceTest {
    private final ApiServer server = new ApiServer();
    private final Vertx vertx = Vertx.vertx();
    private final String designId = server.design("Shop");
    private final String autosaves = "/api/v1/designs/" + designId + "/autosaves";

    @BeforeEach
    void saveTwoStates() {
        Autosaver autosaver = new Autosaver(vertx, server.store.records(), Clock.systemUTC(), HistoryLimits.DEFAULTS);
        for (String name : new String[] {"Before lunch", "After lunch"}) {
            edit(name);
            autosaver.changed(designId, Outcome.of(server.live.project(designId)));
            Outcome.of(autosaver.flush());
        }
        edit("Now");
    }

    @AfterEach
    void stop() {
        server.close();
        Outcome.of(vertx.close());
    }

    private void edit(String name) {
        String operations = "[{\"op\":\"set\",\"path\":[\"meta\",\"name\"],\"value\":\"" + name + "\"}]";
        Outcome.of(server.live.edit(designId, "local", operations.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("[API-44] saved states are listed newest first, without their content; one is read with it")
    void listsAndReads() {
        JsonNode list = server.get(autosaves).json();
        var one = server.get(autosaves + "/1");

        assertThat(list.path("total").longValue()).isEqualTo(2);
        assertThat(list.at("/items/0/number").longValue()).isEqualTo(2);
        assertThat(list.at("/items/0").has("content")).isFalse();
        assertThat(one.json().at("/content/name").textValue()).isEqualTo("Before lunch");
        assertThat(one.header("ETag")).isEqualTo("\"" + one.json().path("hash").textValue() + "\"");
    }

    @Test
    @DisplayName("[API-44] restoring a saved state commits the present one first, then edits the design")
    void restores() {
        var restored = server.post(autosaves + "/1/restore", "");

        assertThat(restored.status()).isEqualTo(200);
        String content = new String(Outcome.of(server.live.project(designId)), StandardCharsets.UTF_8);
        assertThat(content).contains("Before lunch");
        long undo = restored.json().path("undo").longValue();
        JsonNode kept =
                server.get("/api/v1/designs/" + designId + "/versions/" + undo).json();
        assertThat(kept.at("/content/name").textValue()).isEqualTo("Now");
        assertThat(kept.path("message").textValue()).startsWith("Before restoring the state of 20");
    }

    @Test
    @DisplayName("[API-11] a state that never was, or of another design, is 404")
    void knowsNoOther() {
        String other = server.design("Other");

        assertThat(server.get(autosaves + "/3").status()).isEqualTo(404);
        assertThat(server.get(autosaves + "/0").status()).isEqualTo(404);
        assertThat(server.get("/api/v1/designs/" + other + "/autosaves/1").status())
                .isEqualTo(404);
        assertThat(server.post(autosaves + "/9/restore", "").status()).isEqualTo(404);
    }
}
