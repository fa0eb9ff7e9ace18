package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of the HTTP side, at n and at n + 1. */
final class ApiLimitsTest {
    private static final String DESIGNS = "/api/v1/designs";

    private ApiServer server = new ApiServer();

    private void serve(Object... changes) {
        server.close();
        server = new ApiServer(Limits.with(ApiLimits.DEFAULTS, changes), DesignsLimits.DEFAULTS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"1100, 201", "1101, 413"})
    @DisplayName("[API-5] a JSON body of jsonBytesMax bytes is read, one byte more is 413")
    void limitsBodies(int bytes, int status) {
        serve("jsonBytesMax", 1_100);
        String body = "{\"name\":\"a\"}";

        assertThat(server.post(DESIGNS, body + " ".repeat(bytes - body.length()))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"70000, 422", "70001, 413"})
    @DisplayName("[API-5] a file of importBytesMax bytes is read, one byte more is 413")
    void limitsImports(int bytes, int status) {
        serve("importBytesMax", 70_000);

        assertThat(server.send(
                                "POST",
                                DESIGNS + "/import",
                                BodyPublishers.ofString("x".repeat(bytes)),
                                "Content-Type",
                                "text/yaml")
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"4, wrongType name", "5, malformedJson"})
    @DisplayName("[API-6] a body is read that is jsonDepthMax deep, one level more is malformed")
    void limitsDepth(int depth, String problem) {
        serve("jsonDepthMax", 4);
        String name = "[".repeat(depth - 1) + "]".repeat(depth - 1);

        assertThat(server.post(DESIGNS, "{\"name\":" + name + "}").problem()).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "page, pageMax, 7",
        "pageSize, pageSizeMax, 30",
    })
    @DisplayName("[API-8] a page is numbered up to pageMax and has up to pageSizeMax items")
    void limitsPages(String parameter, String limit, int max) {
        serve(limit, max);

        assertThat(server.get(DESIGNS + "?" + parameter + "=" + max).status()).isEqualTo(200);
        assertThat(server.get(DESIGNS + "?" + parameter + "=" + (max + 1)).problem())
                .isEqualTo("invalidParameter " + parameter);
    }

    @Test
    @DisplayName("[API-8] a page has pageSizeDefault items if the query does not say")
    void pagesByDefault() {
        serve("pageSizeDefault", 2);
        for (String name : new String[] {"a", "b", "c"}) {
            server.design(name);
        }

        assertThat(server.get(DESIGNS).json().path("items")).hasSize(2);
        assertThat(server.get(DESIGNS).json().path("pageSize").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"5, 200", "6, 400"})
    @DisplayName("[API-8] a search has up to searchCharsMax characters")
    void limitsSearches(int chars, int status) {
        serve("searchCharsMax", 5);

        assertThat(server.get(DESIGNS + "?search=" + "x".repeat(chars)).status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("[API-13] importsMax imports run at once, one more is asked to try again")
    void limitsConcurrentImports() {
        serve("importsMax", 1, "answerWithin", Duration.ofSeconds(2));
        server.live.silence();
        var first = server.later("POST", DESIGNS + "/import", "services: {a: {type: Pod}}");
        Awaitility.await().until(() -> server.live.silenced() == 1);

        var second = server.send(
                "POST",
                DESIGNS + "/import",
                BodyPublishers.ofString("services: {a: {type: Pod}}"),
                "Content-Type",
                "text/yaml");

        assertThat(second.text()).contains("Other imports are running");
        assertThat(first.join().body()).contains("took too long");
    }

    @ParameterizedTest
    @CsvSource({"1000, 404", "1001, 414"})
    @DisplayName("[API-2] a request line of requestLineBytesMax bytes is read, one byte more is 414")
    void limitsLines(int bytes, int status) {
        serve("requestLineBytesMax", 1_000);
        String path = "/" + "x".repeat(bytes - "GET / HTTP/1.1".length());

        assertThat(server.raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                        + "\r\nConnection: close\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] " + status + ".*")
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"1000, 200", "1001, 431"})
    @DisplayName("[API-2] headers of headersBytesMax bytes are read, one byte more is 431")
    void limitsHeaders(int bytes, int status) {
        serve("headersBytesMax", 1_000);
        String headers = "Host: 127.0.0.1:" + server.port() + "\r\nConnection: close\r\nX: ";
        // line ends do not count
        int counted = headers.replace("\r\n", "").length();

        assertThat(server.raw("GET /api/v1/me HTTP/1.1\r\n" + headers + "x".repeat(bytes - counted) + "\r\n\r\n"))
                .matches("(?s)HTTP/1.[01] " + status + ".*");
    }

    @ParameterizedTest
    @CsvSource({"20, is no role that a link can give", "21, has 21 characters"})
    @DisplayName("[API-25] the name of a role has up to roleCharsMax characters")
    void limitsRoles(int chars, String says) {
        String path = DESIGNS + "/" + server.design("Shop") + "/links";

        assertThat(server.post(path, "{\"role\":\"" + "x".repeat(chars) + "\"}").text())
                .contains(says);
    }

    @Test
    @DisplayName("[API-2] an answer repeats quotedCharsMax characters of the caller's text, and dots for more")
    void limitsQuotes() {
        int most = ApiLimits.DEFAULTS.quotedCharsMax();

        assertThat(Quoted.shortened("x".repeat(most), ApiLimits.DEFAULTS)).isEqualTo("x".repeat(most));
        assertThat(Quoted.shortened("x".repeat(most + 1), ApiLimits.DEFAULTS)).isEqualTo("x".repeat(most) + "…");
    }

    @ParameterizedTest
    @CsvSource({"1023, false", "1024, true"})
    @DisplayName("[API-28] a file of gzipBytesMin bytes is compressed, a smaller one is not")
    void limitsCompression(int bytes, boolean compressed) throws IOException {
        ClassLoader loader = new ClassLoader() {
            @Override
            public InputStream getResourceAsStream(String name) {
                return new ByteArrayInputStream(new byte[bytes]);
            }
        };

        assertThat(WebFile.load(loader, "a.js", ApiLimits.DEFAULTS)
                                .orElseThrow()
                                .gzip()
                        != null)
                .isEqualTo(compressed);
    }

    @Test
    @DisplayName("[API-31] a store that does not answer within probeWithin is not ready")
    void limitsProbes() {
        var limits = Limits.with(ApiLimits.DEFAULTS, "probeWithin", Duration.ofMillis(50));
        Vertx vertx = Vertx.vertx();
        var system = new SystemResource(
                vertx,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> Promise.<Void>promise().future(),
                limits,
                false);
        var ready = system.operations().stream()
                .filter(operation -> operation.template().equals("/health/ready"))
                .findFirst()
                .orElseThrow();

        var reply = Outcome.of(ready.handling().handle(NO_REQUEST));

        assertThat(reply.status()).isEqualTo(503);
        Outcome.of(vertx.close());
    }

    @SuppressWarnings("NullAway") // the probe of readiness reads nothing of the request
    private static final Request NO_REQUEST = new Request(null, ApiLimits.DEFAULTS, new JsonReader(ApiLimits.DEFAULTS));

    @Test
    @DisplayName("[API-5] who sends on after a 413 is cut off after lingerMax")
    void limitsLingering() {
        long before = System.nanoTime();

        String answer = server.raw("POST " + DESIGNS + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(ApiLimits.DEFAULTS.lingerMax().dividedBy(2), Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jsonBytesMax",
                "importBytesMax",
                "jsonDepthMax",
                "pageSizeDefault",
                "pageSizeMax",
                "pageMax",
                "searchCharsMax",
                "importsMax",
                "requestLineBytesMax",
                "headersBytesMax",
                "roleCharsMax",
                "quotedCharsMax",
                "assetPathCharsMax",
                "gzipBytesMin"
            })
    @DisplayName("[API-5] a bound below sense is refused by name")
    void refusesNonsense(String name) {
        assertThatThrownBy(() -> Limits.with(ApiLimits.DEFAULTS, name, -1)).hasMessageContaining("api." + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"answerWithin", "lingerMax", "probeWithin"})
    @DisplayName("[API-5] a time of nothing is refused by name")
    void refusesNoTime(String name) {
        assertThatThrownBy(() -> Limits.with(ApiLimits.DEFAULTS, name, Duration.ZERO))
                .hasMessageContaining("api." + name);
    }
}
