package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestTest {
    private final ApiServer server = new ApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private String get(String path, String... headers) {
        return server.raw(
                "GET " + path + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    private String host() {
        return "Host: 127.0.0.1:" + server.port();
    }

    @ParameterizedTest
    @DisplayName("[API-3] a foreign Host is refused, whatever is asked")
    @ValueSource(
            strings = {"evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:PORT"})
    void refusesAForeignHost(String host) {
        String header = "Host: " + host.replace("PORT", Integer.toString(server.port()));

        for (String path : List.of("/api/v1/designs", "/", "/health/live", "/metrics", "/nowhere")) {
            assertThat(get(path, header)).as(path).startsWith("HTTP/1.1 403").contains("foreignHost");
        }
    }

    @Test
    @DisplayName("[API-3] two Hosts or none are refused")
    void refusesTwoHosts() {
        assertThat(get("/api/v1/me", host(), "Host: evil.example")).doesNotStartWith("HTTP/1.1 200");
        assertThat(get("/api/v1/me")).doesNotStartWith("HTTP/1.1 200");
        assertThat(get("/api/v1/me", "Host: 127.0.0.1:" + server.port() + ".evil.example"))
                .startsWith("HTTP/1.1 4");
        assertThat(get("http://evil.example/api/v1/me", host())).doesNotStartWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @DisplayName("[API-3] the server answers under each name of its address")
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]"})
    void answersUnderItsNames(String name) {
        assertThat(get("/api/v1/me", "Host: " + name + ":" + server.port())).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @DisplayName("[API-4] a foreign Origin is refused, for reading and for writing")
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "https://127.0.0.1:PORT",
                "http://127.0.0.1:1",
                "http://127.0.0.1",
                "file://"
            })
    void refusesAForeignOrigin(String origin) {
        String sent = origin.replace("PORT", Integer.toString(server.port()));

        assertThat(server.get("/api/v1/designs", "Origin", sent).problem()).isEqualTo("foreignOrigin Origin");
        var written = server.send(
                "POST",
                "/api/v1/designs",
                BodyPublishers.ofString("{\"name\":\"x\"}"),
                "Content-Type",
                "application/json",
                "Origin",
                sent);
        assertThat(written.status()).isEqualTo(403);
        assertThat(server.get("/api/v1/designs").json().path("total").intValue())
                .isZero();
    }

    @Test
    @DisplayName("[API-4] the server's own pages are let in, and no header lets others read")
    void letsItsOwnPagesIn() {
        var answer = server.get("/api/v1/designs", "Origin", "http://localhost:" + server.port());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @DisplayName("[API-9] a method that a resource does not know is 405 and says which it knows")
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | /api/v1/designs | GET, HEAD, OPTIONS, POST",
                "GET | /api/v1/designs/import | OPTIONS, POST",
                "POST | /api/v1/me | GET, HEAD, OPTIONS",
                "TRACE | /health/live | GET, HEAD, OPTIONS",
                "DELETE | /api/v1/designs/AAAAAAAAAAAAAAAAAAAAAA/versions/1 | GET, HEAD, OPTIONS"
            })
    void refusesOtherMethods(String method, String path, String allow) {
        String answer = server.raw(
                method + " " + path + " HTTP/1.1\r\n" + host() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 405")
                .contains("Allow: " + allow.strip())
                .contains("methodNotAllowed");
    }

    @Test
    @DisplayName("[API-9] HEAD answers as GET without a body, OPTIONS with 204")
    void answersHeadAndOptions() {
        var get = server.get("/api/v1/designs");
        var head = server.send("HEAD", "/api/v1/designs", BodyPublishers.noBody());
        var options = server.send("OPTIONS", "/api/v1/designs", BodyPublishers.noBody());

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @Test
    @DisplayName("[API-10] a media type that is neither offered nor read is refused")
    void refusesMediaTypes() {
        assertThat(server.get("/api/v1/designs", "Accept", "text/html, image/*").status())
                .isEqualTo(406);
        assertThat(server.get("/api/v1/designs", "Accept", "application/json;q=0")
                        .status())
                .isEqualTo(406);
        assertThat(server.get("/api/v1/designs", "Accept", "text/html, */*;q=0.1")
                        .status())
                .isEqualTo(200);
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
            var answer = server.send(
                    "POST", "/api/v1/designs", BodyPublishers.ofString("{\"name\":\"x\"}"), "Content-Type", type);
            assertThat(answer.status()).as(type).isEqualTo(415);
        }
        assertThat(server.send(
                                "POST",
                                "/api/v1/designs/import",
                                BodyPublishers.ofString("a=b"),
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(415);
    }

    @Test
    @DisplayName("[API-5] a file to import of more than 3 MiB is 413, whether its length is announced or not")
    void boundsImports() {
        String file = "x".repeat((3 << 20) + 1);

        String chunked = server.raw("POST /api/v1/designs/import HTTP/1.1\r\n" + host()
                + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(file.length()) + "\r\n" + file);
        String announced = server.raw(
                "POST /api/v1/designs/import HTTP/1.1\r\n" + host() + "\r\nContent-Length: 4000000\r\n\r\nname: x");

        assertThat(chunked).startsWith("HTTP/1.1 413").contains("bodyTooLarge");
        assertThat(announced).startsWith("HTTP/1.1 413").contains("bodyTooLarge");
    }

    @ParameterizedTest
    @DisplayName("[API-11] an address where nothing is gets a 404 problem")
    @ValueSource(
            strings = {
                "/api/v1/nothing",
                "/api",
                "/api/v2/designs",
                "/api/v1/designs/AAAAAAAAAAAAAAAAAAAAAA/owner",
                "/sync/x",
                "/health"
            })
    void doesNotKnowTheAddress(String path) {
        var answer = server.get(path, "Accept", "text/html, application/json");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("unknownPath");
    }

    @ParameterizedTest
    @DisplayName("[API-2] a malformed address gets a problem, and no trace is shown or logged")
    @ValueSource(
            strings = {
                "/%zz",
                "/%",
                "/a%2",
                "/api/v1/designs/%zz",
                "/api/v1/designs?search=%zz",
                "/assets/%zz",
                "/api/v1/designs/%ff%fe"
            })
    void answersMalformedAddresses(String path) {
        try (var log = new LoggedErrors()) {
            String answer = get(path, host());

            assertThat(answer)
                    .startsWith("HTTP/1.1 4")
                    .contains("content-type: application/problem+json", "\"type\":\"urn:meshplay:problem:")
                    .doesNotContain("java", "Exception", "\tat ");
            assertThat(log.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @DisplayName("[API-2] what is no HTTP request gets a problem, and the connection ends")
    @ValueSource(strings = {"nonsense", "GET", "GET /", "GET / HTTP/1.1\r\nno header", "GET / HTTP/1.1\r\nA\u0001: b"})
    void answersMalformedLines(String request) {
        try (var log = new LoggedErrors()) {
            assertThat(server.raw(request + "\r\n\r\n"))
                    .matches("(?s)HTTP/1.[01] 400.*")
                    .contains("content-type: application/problem+json", "malformedRequest");
            assertThat(log.lines()).isEmpty();
        }
    }
}
