package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshplay.crdt.AwarenessUpdate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceResourceTest {
    private final ApiServer server = new ApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private void says(String designId, long client, String json) {
        server.board.changed(designId, List.of(new AwarenessUpdate.Entry(client, 1, json)));
    }

    @Test
    @DisplayName("[PRES-12] a design tells who is on it with their newest states; what is no object is left out")
    void tellsWhoIsThere() {
        String id = server.design("Shop");
        String path = "/api/v1/designs/" + id + "/presence";
        assertThat(server.get(path).text()).isEqualTo("{\"partial\":false,\"clients\":[]}");

        says(id, 4, "{\"user\":{\"name\":\"Ada\"},\"pointer\":{\"x\":1,\"y\":1e999}}");
        says(id, 5, "[1]");
        says(id, 6, "{\"a\":\"\\ud800\"}");

        await().until(() -> server.get(path).json().path("clients").size() == 2);
        assertThat(server.get(path)
                        .json()
                        .path("clients")
                        .get(0)
                        .path("clientId")
                        .asInt())
                .isEqualTo(4);
        server.delete("/api/v1/designs/" + id);
        assertThat(server.get(path).status()).isEqualTo(410);
        assertThat(server.get("/api/v1/designs/" + "x".repeat(22) + "/presence").status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("[PRES-12] a list of designs gets who is on them in one answer")
    void tellsOfMany() {
        String shop = server.design("Shop");
        String empty = server.design("Empty");
        says(shop, 4, "{\"user\":{\"name\":\"Ada\",\"color\":\"#6d4aff\"}}");
        String path = "/api/v1/presence?designs=" + empty + "," + shop;

        await().until(() -> server.get(path).json().path("items").size() == 1);
        assertThat(server.get(path).text())
                .isEqualTo("{\"partial\":false,\"items\":[{\"designId\":\"" + shop
                        + "\",\"count\":1,\"people\":[{\"name\":\"Ada\",\"color\":\"#6d4aff\"}]}]}");
    }

    @ParameterizedTest
    @DisplayName("[PRES-12] a list of ids is 1 to 100 ids")
    @ValueSource(strings = {"", "?designs=", "?designs=a", "?designs=aaaaaaaaaaaaaaaaaaaaaa,", "?design=x"})
    void refusesOtherLists(String query) {
        assertThat(server.get("/api/v1/presence" + query).status()).isEqualTo(400);
    }
}
