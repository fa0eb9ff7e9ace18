package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.collab.testing.Limits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkResourceTest {
    private final ApiServer server = new ApiServer();
    private final String links = "/api/v1/designs/" + server.design("Shop") + "/links";

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("[API-25] the token of a link is shown once and never again")
    void showsTheTokenOnce() {
        var created = server.post(links, "{\"role\":\"editor\",\"expiresAt\":\"2999-01-01T00:00:00+01:00\"}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("token").textValue()).hasSize(43);
        assertThat(created.json().path("expiresAt").textValue()).isEqualTo("2998-12-31T23:00:00Z");
        var listed = server.get(links);
        assertThat(listed.json().path("total").intValue()).isEqualTo(1);
        assertThat(listed.text())
                .doesNotContain("token", created.json().path("token").textValue());
    }

    @ParameterizedTest
    @DisplayName("[API-25] a link gives viewer, commenter or editor until a time to come, and nothing else")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"role\":\"owner\"} | invalidValue role",
                "{\"role\":\"EDITOR\"} | invalidValue role",
                "{\"role\":[\"viewer\"]} | wrongType role",
                "{} | missingField role",
                "{\"role\":\"viewer\",\"token\":\"mine\"} | unknownField token",
                "{\"role\":\"viewer\",\"designId\":\"AAAAAAAAAAAAAAAAAAAAAA\"} | unknownField designId",
                "{\"role\":\"viewer\",\"expiresAt\":\"2001-01-01T00:00:00Z\"} | invalidValue expiresAt",
                "{\"role\":\"viewer\",\"expiresAt\":\"+99999-01-01T00:00:00Z\"} | invalidValue expiresAt",
                "{\"role\":\"viewer\",\"expiresAt\":\"tomorrow\"} | invalidValue expiresAt",
                "{\"role\":\"viewer\",\"expiresAt\":4102444800} | wrongType expiresAt"
            })
    void refusesABadLink(String body, String problem) {
        assertThat(server.post(links, body).problem()).isEqualTo(problem);
    }

    @Test
    @DisplayName("[API-26] revoking a link closes its live sessions; a second time there is no such link")
    void revokes() {
        String id =
                server.post(links, "{\"role\":\"viewer\"}").json().path("id").textValue();

        var revoked = server.delete(links + "/" + id);

        assertThat(revoked.status()).isEqualTo(204);
        assertThat(server.live.revoked()).containsExactly("link:" + id);
        assertThat(server.delete(links + "/" + id).problem()).isEqualTo("unknownLink");
    }

    @Test
    @DisplayName("[API-11] a link of another design is as unknown as one that never was")
    void keepsLinksApart() {
        String id =
                server.post(links, "{\"role\":\"viewer\"}").json().path("id").textValue();
        String other = "/api/v1/designs/" + server.design("Other") + "/links";

        var answer = server.delete(other + "/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text())
                .isEqualTo(server.delete(other + "/AAAAAAAAAAAAAAAAAAAAAA").text());
        assertThat(server.live.revoked()).isEmpty();
        assertThat(server.get(links).json().path("total").intValue()).isEqualTo(1);
    }

    @Test
    @DisplayName("[API-25] a design has as many links as the limit says, and not one more")
    void boundsTheLinks() {
        var two = Limits.with(DesignsLimits.DEFAULTS, "linksMax", 2);
        try (var small = new ApiServer(ApiLimits.DEFAULTS, two)) {
            String path = "/api/v1/designs/" + small.design("Shop") + "/links";
            List.of(1, 2).forEach(_ -> small.post(path, "{\"role\":\"viewer\"}"));

            assertThat(small.post(path, "{\"role\":\"viewer\"}").problem()).isEqualTo("limitReached");
        }
    }
}
