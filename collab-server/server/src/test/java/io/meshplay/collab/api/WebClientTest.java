package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientTest {
    private static final Map<String, String> FILES = Map.of(
            "webroot/index.html", "<html><style nonce=\"__CSP_NONCE__\"></style>page</html>",
            "webroot/assets/app-4f2a.js", "let a = 1;\n".repeat(1_000),
            "webroot/favicon.svg", "<svg/>",
            "webroot/sw.js", "self.skipWaiting();",
            "webroot/assets/no-type", "x",
            "secret.txt", "secret",
            "webroot/.hidden.txt", "secret");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server = start(new FileLoader(FILES));

    private HttpServer start(ClassLoader loader) {
        Router router = Router.router(vertx);
        new WebClient(vertx, loader, ApiLimits.DEFAULTS).mount(router);
        return Outcome.of(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    /** Only what a test put there, whatever the class path holds. */
    private static final class FileLoader extends ClassLoader {
        private final Map<String, String> files;

        FileLoader(Map<String, String> files) {
            this.files = files;
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            String file = files.get(name);
            return file == null ? null : new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String get(String path, String... headers) {
        return get(server, path, headers);
    }

    private static String get(HttpServer server, String path, String... headers) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:8080\r\nConnection: close\r\n"
                + String.join(
                        "",
                        java.util.Arrays.stream(headers)
                                .map(header -> header + "\r\n")
                                .toList()) + "\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("[API-28] a hashed file is cached for ever, and compressed for those who take gzip")
    void servesAssets() {
        String plain = get("/assets/app-4f2a.js");
        String gzip = get("/assets/app-4f2a.js", "Accept-Encoding: br, gzip");
        String refused = get("/assets/app-4f2a.js", "Accept-Encoding: gzip;q=0");

        assertThat(plain).contains("max-age=31536000, immutable", "text/javascript", "content-length: 11000", "let a");
        assertThat(gzip).contains("content-encoding: gzip").hasSizeLessThan(1_000);
        assertThat(refused).doesNotContain("content-encoding").contains("let a");
    }

    @Test
    @DisplayName("[API-28] the service worker may fetch from here, and from nowhere else")
    void letsTheServiceWorkerFetch() {
        assertThat(get("/sw.js")).contains("Content-Security-Policy: default-src 'none'; connect-src 'self'\r\n");
    }

    @Test
    @DisplayName("[API-30] a file is found under a path of assetPathCharsMax characters, and not of one more")
    void limitsPaths() {
        String most = "a".repeat(ApiLimits.DEFAULTS.assetPathCharsMax() - 3) + ".js";
        HttpServer deep = start(new FileLoader(Map.of("webroot/" + most, "1", "webroot/a" + most, "1")));

        assertThat(get(deep, "/" + most)).startsWith("HTTP/1.1 200");
        assertThat(get(deep, "/a" + most)).startsWith("HTTP/1.1 404");
    }

    @Test
    @DisplayName("[API-28] an unchanged file is 304")
    void savesUnchangedFiles() {
        String etag = find(get("/favicon.svg"), "etag: (\"[0-9a-f]+\")");

        assertThat(get("/favicon.svg", "If-None-Match: " + etag))
                .startsWith("HTTP/1.1 304")
                .doesNotContain("<svg/>");
    }

    @ParameterizedTest
    @DisplayName("[API-29] an address that a browser navigates to is the page, with a nonce of its own")
    @ValueSource(strings = {"/", "/index.html", "/designs/AAAAAAAAAAAAAAAAAAAAAA"})
    void servesThePage(String path) {
        String first = get(path, "Accept: text/html,*/*;q=0.8");
        String second = get(path, "Accept: text/html,*/*;q=0.8");

        String nonce = find(first, "style-src 'self' 'nonce-([^']+)'");
        assertThat(first)
                .contains("<style nonce=\"" + nonce + "\">", "script-src 'self';", "frame-ancestors 'none'")
                .contains("connect-src 'self' ws://localhost:8080 wss://localhost:8080;")
                .contains("cache-control: no-cache")
                .doesNotContain("unsafe-inline");
        assertThat(find(second, "'nonce-([^']+)'")).isNotEqualTo(nonce);
    }

    @ParameterizedTest
    @DisplayName("[API-29] unknown files and the server's own addresses are no pages")
    @ValueSource(strings = {"/api/nothing", "/assets/gone.js", "/sync/x", "/collab", "/health/x", "/metrics"})
    void servesNoPageThere(String path) {
        assertThat(get(path, "Accept: text/html")).startsWith("HTTP/1.1 404");
        assertThat(get("/designs/x", "Accept: application/json")).startsWith("HTTP/1.1 404");
    }

    @ParameterizedTest
    @DisplayName("[API-30] no address leaves the web client's files")
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/assets/../../secret.txt",
                "/%2e%2e/secret.txt",
                "/%2e%2e%2fsecret.txt",
                "/..%5csecret.txt",
                "/..%252fsecret.txt",
                "//secret.txt",
                "/./../secret.txt",
                "/assets/..;/secret.txt",
                "/%00secret.txt",
                "/.hidden.txt",
                "/assets/no-type",
                "/io/meshplay/collab/api/openapi.json",
                "/META-INF/MANIFEST.MF"
            })
    void staysInside(String path) {
        assertThat(get(path)).startsWith("HTTP/1.1 4").doesNotEndWith("secret");
    }

    @Test
    @DisplayName("[API-29] a build without the web client says so")
    void saysThatThereIsNoClient() {
        HttpServer bare = start(new FileLoader(Map.of()));

        assertThat(get(bare, "/", "Accept: text/html"))
                .startsWith("HTTP/1.1 404")
                .contains("no web client");
    }

    private static String find(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .findFirst()
                .orElseThrow();
    }
}
