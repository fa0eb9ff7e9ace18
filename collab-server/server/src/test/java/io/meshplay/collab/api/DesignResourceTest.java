package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.collab.room.DesignDamagedException;
import io.meshplay.collab.room.RoomClosedException;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DesignResourceTest {
    private static final String DESIGNS = "/api/v1/designs";

    private final ApiServer server = new ApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("[API-1] a created design has an address, a revision and a document that holds its name")
    void createsADesign() {
        var created = server.post(DESIGNS, "{\"name\":\"  Shop \"}");

        String id = created.json().path("id").textValue();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(DESIGNS + "/" + id);
        assertThat(created.json().path("name").textValue()).isEqualTo("Shop");
        assertThat(server.live.document(id).path("meta").toString())
                .isEqualTo("{\"name\":\"Shop\",\"schemaVersion\":1}");
        assertThat(server.get(DESIGNS + "/" + id).json()).isEqualTo(created.json());
    }

    @ParameterizedTest
    @DisplayName("[API-6] a body that is not as it must be is refused, and the field is named")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"a\",\"owner\":\"me\"} | unknownField owner",
                "{\"name\":\"a\",\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\"} | unknownField id",
                "{\"name\":\"a\",\"__proto__\":{}} | unknownField __proto__",
                "{} | missingField name",
                "{\"name\":7} | wrongType name",
                "{\"name\":null} | wrongType name",
                "{\"name\":{\"$ne\":null}} | wrongType name",
                "{\"name\":\"a\",\"name\":\"b\"} | malformedJson",
                "[] | malformedJson",
                "\"a\" | malformedJson",
                "{\"name\":\"a\"} x | malformedJson",
                "{\"name\": | malformedJson",
                "{\"name\":NaN} | malformedJson",
                "`` | malformedJson"
            })
    void refusesABadBody(String body, String problem) {
        var answer = server.post(DESIGNS, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(server.get(DESIGNS).json().path("total").intValue()).isZero();
    }

    @Test
    @DisplayName("[API-6] a body that is nested too deep is refused")
    void refusesDeepNesting() {
        String body = "{\"name\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

        assertThat(server.post(DESIGNS, body).problem()).isEqualTo("malformedJson");
    }

    @ParameterizedTest
    @DisplayName("[API-7] a name that is empty, or holds what one line of plain text does not, is refused")
    @ValueSource(strings = {"", "   ", "a\\u0000b", "a\\nb", "a\\u2028b", "a\\u202Eb", "a\\uD800b", "\\u007F"})
    void refusesABadName(String name) {
        var answer = server.post(DESIGNS, "{\"name\":\"" + name + "\"}");

        assertThat(answer.problem()).isEqualTo("invalidValue name");
    }

    @Test
    @DisplayName("[API-7] a name of DesignsLimits.nameCharsMax characters is taken, one more is refused")
    void boundsTheName() {
        assertThat(server.post(DESIGNS, "{\"name\":\"" + "x".repeat(200) + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(server.post(DESIGNS, "{\"name\":\"" + "x".repeat(201) + "\"}")
                        .problem())
                .isEqualTo("invalidValue name");
    }

    @Test
    @DisplayName("[API-5] a JSON body of 64 KiB is read, one byte more is 413")
    void boundsTheBody() {
        String body = "{\"name\":\"a\"}";
        String most = body + " ".repeat((64 << 10) - body.length());

        assertThat(server.post(DESIGNS, most).status()).isEqualTo(201);
        assertThat(server.post(DESIGNS, most + " ").problem()).isEqualTo("bodyTooLarge");
    }

    @ParameterizedTest
    @DisplayName("[API-8] a parameter that is unknown, repeated or out of bounds is refused, and named")
    @CsvSource({
        "search[$ne]=x, unknownParameter search[$ne]",
        "limit=-1, unknownParameter limit",
        "page=0, invalidParameter page",
        "page=10001, invalidParameter page",
        "page=1&page=2, invalidParameter page",
        "pageSize=101, invalidParameter pageSize",
        "pageSize=99999999999, invalidParameter pageSize",
        "pageSize=-1, invalidParameter pageSize",
        "sort=owner, invalidParameter sort",
        "sort=--name, invalidParameter sort",
        "sort=name%3Bdrop, invalidParameter sort",
        "deleted=1, invalidParameter deleted",
        "search=%00, invalidParameter search"
    })
    void refusesABadQuery(String query, String problem) {
        var answer = server.get(
                DESIGNS + "?" + query.replace("[", "%5B").replace("]", "%5D").replace("$", "%24"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    @Test
    @DisplayName("[API-17] the list is searched and sorted without regard to case, in pages that do not overlap")
    void listsInPages() {
        for (String name : List.of("beta", "Alpha", "alpha", "ALPHABET", "gamma")) {
            server.design(name);
        }

        assertThat(names(server.get(DESIGNS + "?sort=name").json()).getLast()).isEqualTo("gamma");
        assertThat(names(server.get(DESIGNS + "?sort=-name").json())).startsWith("gamma", "beta", "ALPHABET");
        assertThat(server.get(DESIGNS + "?search=ALPHA").json().path("total").intValue())
                .isEqualTo(3);
        List<String> ids = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            server.get(DESIGNS + "?sort=name&pageSize=2&page=" + page)
                    .json()
                    .path("items")
                    .forEach(item -> ids.add(item.path("id").textValue()));
        }
        assertThat(new HashSet<>(ids)).hasSize(5).hasSameSizeAs(ids);
    }

    private static List<String> names(JsonNode page) {
        List<String> names = new ArrayList<>();
        page.path("items").forEach(item -> names.add(item.path("name").textValue()));
        return names;
    }

    @Test
    @DisplayName("[API-15] a rename reaches the live document")
    void renames() {
        String id = server.design("Old");

        var renamed = server.patch(DESIGNS + "/" + id, "{\"name\":\"New\"}");

        assertThat(renamed.json().path("name").textValue()).isEqualTo("New");
        assertThat(server.live.document(id).path("meta").path("name").textValue())
                .isEqualTo("New");
    }

    @Test
    @DisplayName("[API-14] a rename that expects another revision is refused and changes nothing")
    void refusesAStaleRename() {
        String path = DESIGNS + "/" + server.design("Old");
        String etag = server.get(path).header("ETag");
        var first = server.patch(path, "{\"name\":\"First\"}", "If-Match", etag);

        var late = server.patch(path, "{\"name\":\"Late\"}", "If-Match", etag);

        assertThat(first.status()).isEqualTo(200);
        assertThat(late.status()).isEqualTo(412);
        assertThat(server.patch(path, "{\"name\":\"Late\",\"revision\":1}").status())
                .isEqualTo(409);
        assertThat(server.patch(path, "{\"name\":\"Late\"}", "If-Match", "W/1").status())
                .isEqualTo(400);
        assertThat(server.get(path).json().path("name").textValue()).isEqualTo("First");
    }

    @Test
    @DisplayName("[API-16] a deleted design is closed, gone from the list and comes back by restore")
    void deletesAndRestores() {
        String id = server.design("Shop");
        String path = DESIGNS + "/" + id;

        var deleted = server.delete(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(server.live.closed()).containsExactly(id + " DELETED");
        assertThat(server.get(DESIGNS).json().path("total").intValue()).isZero();
        assertThat(server.get(DESIGNS + "?deleted=true")
                        .json()
                        .at("/items/0/deletedAt")
                        .textValue())
                .isNotEmpty();
        var restored = server.post(path + "/restore", "{}");
        assertThat(restored.json().has("deletedAt")).isFalse();
        assertThat(server.get(path).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("[API-12] a deleted design is 410 for every operation but restore")
    void refusesADeletedDesign() {
        String path = DESIGNS + "/" + server.design("Shop");
        server.delete(path);

        assertThat(server.get(path).problem()).isEqualTo("deletedDesign");
        assertThat(server.delete(path).status()).isEqualTo(410);
        assertThat(server.patch(path, "{\"name\":\"x\"}").status()).isEqualTo(410);
        for (String resource : List.of("/export", "/content", "/versions", "/versions/1", "/links")) {
            assertThat(server.get(path + resource).status()).as(resource).isEqualTo(410);
        }
        assertThat(server.post(path + "/versions", "{\"message\":\"x\"}").status())
                .isEqualTo(410);
        assertThat(server.post(path + "/versions/1/restore", "").status()).isEqualTo(410);
        assertThat(server.post(path + "/links", "{\"role\":\"viewer\"}").status())
                .isEqualTo(410);
        assertThat(server.delete(path + "/links/AAAAAAAAAAAAAAAAAAAAAA").status())
                .isEqualTo(410);
    }

    @ParameterizedTest
    @DisplayName("[API-11] an id that names no design is 404")
    @ValueSource(
            strings = {
                "AAAAAAAAAAAAAAAAAAAAAA",
                "x",
                "import",
                "%00",
                "..%2f..%2fetc%2fpasswd",
                "$where",
                "AAAAAAAAAAAAAAAAAAAAAAA"
            })
    void doesNotKnowTheDesign(String id) {
        var answer = server.get(DESIGNS + "/" + id + "/content");

        assertThat(answer.problem()).isEqualTo("unknownDesign");
    }

    @Test
    @DisplayName("[API-13] while the store is gone the answer is 503 with Retry-After, and after that all is well")
    void answersWhileTheStoreIsGone() {
        String path = DESIGNS + "/" + server.design("Shop");
        server.store.fail(new StoreException.Unavailable("the disk is full", null));

        var answer = server.get(path);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.text()).doesNotContain("disk is full");
        server.store.fail(null);
        assertThat(server.get(path).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("[API-14] a damaged design keeps its name in the list too")
    void keepsTheNameOfADamagedDesign() {
        String path = DESIGNS + "/" + server.design("Shop");
        server.live.fail(new DesignDamagedException());

        var answer = server.patch(path, "{\"name\":\"Market\"}");

        assertThat(answer.problem()).isEqualTo("damagedDesign");
        assertThat(server.get(path).json().path("name").textValue()).isEqualTo("Shop");
    }

    @Test
    @DisplayName("[API-13] a room that is being closed is 503 with Retry-After")
    void answersWhileTheRoomCloses() {
        String path = DESIGNS + "/" + server.design("Shop");
        server.live.fail(new RoomClosedException("shop"));

        var answer = server.patch(path, "{\"name\":\"Market\"}");

        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    @DisplayName("[API-13] an edit that never becomes durable is 503 after answerWithin")
    void answersWhenTheRoomDoesNot() {
        var limits = Limits.with(ApiLimits.DEFAULTS, "answerWithin", Duration.ofMillis(200));
        try (var hasty = new ApiServer(limits, DesignsLimits.DEFAULTS)) {
            hasty.live.silence();

            assertThat(hasty.post(DESIGNS, "{\"name\":\"Shop\"}").status()).isEqualTo(503);
        }
    }

    @Test
    @DisplayName("[API-2] a failure of the server shows an id and nothing of its inside")
    void hidesItsInside() {
        server.live.fail(new IllegalStateException("secret://inside at io.meshplay"));

        var answer = server.post(DESIGNS, "{\"name\":\"Shop\"}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).doesNotContain("secret", "io.meshplay", "Exception");
    }
}
