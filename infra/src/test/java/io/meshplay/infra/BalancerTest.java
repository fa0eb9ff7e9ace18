package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.meshplay.load.rig.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The balancer's configuration in HAProxy itself, before two servers that say who they are. */
class BalancerTest {
    private static final String FILE = Infra.path("compose/haproxy.cfg").toString();
    private static final Duration SOON = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = ServerProcess.freePort();
    private HttpServer one;
    private HttpServer two;
    private Process balancer;

    @BeforeEach
    void start() throws IOException {
        one = named("one");
        two = named("two");
        ProcessBuilder builder = new ProcessBuilder("haproxy", "-db", "-f", FILE)
                .redirectErrorStream(true)
                .redirectOutput(Infra.log("balancer"));
        builder.environment()
                .putAll(Map.of(
                        "MESHPLAY_LISTEN", "127.0.0.1:" + port,
                        "MESHPLAY_SERVER_1", address(one),
                        "MESHPLAY_SERVER_2", address(two)));
        balancer = builder.start();
        Awaitility.await().atMost(SOON).ignoreExceptions().until(() -> answered("/ready") == 200);
    }

    @AfterEach
    void stop() throws InterruptedException {
        client.close();
        one.stop(0);
        two.stop(0);
        balancer.destroy();
        if (!balancer.waitFor(10, TimeUnit.SECONDS)) {
            balancer.destroyForcibly();
        }
    }

    @Test
    @DisplayName("[INFRA-9] the configuration is valid as Compose uses it, without any of the names known yet")
    void isValid() {
        Run run = Run.of("haproxy", "-c", "-f", FILE);

        assertThat(run.code()).as(run.said()).isZero();
        assertThat(run.said()).doesNotContain("[WARNING]", "[ALERT]");
    }

    @Test
    @DisplayName("[INFRA-9] the sockets of a design meet at one server, and designs are spread over both")
    void hashesByDesign() throws Exception {
        Map<String, Integer> designs = new TreeMap<>();
        for (int design = 0; design < 100; design++) {
            String first = asked("/sync/design-" + design);
            designs.merge(first, 1, Integer::sum);
            assertThat(asked("/sync/design-" + design + "?link=a")).isEqualTo(first);
            assertThat(asked("/sync/design-" + design + "?durable=1&link=b")).isEqualTo(first);
        }

        assertThat(designs).containsOnlyKeys("one", "two");
        assertThat(designs.values()).allSatisfy(count -> assertThat(count).isBetween(25, 75));
    }

    @Test
    @DisplayName("[INFRA-9] all else goes to whichever is free, and metrics to nobody")
    void spreadsTheRest() throws Exception {
        var both =
                IntStream.range(0, 20).mapToObj(_ -> askedOrFailed("/collab")).toList();

        assertThat(both).contains("one", "two");
        assertThat(answered("/metrics")).isEqualTo(403);
    }

    @Test
    @DisplayName("[INFRA-9] a server that ends is left out within seconds, and what it served goes to the other")
    void leavesOutWhatEnded() throws Exception {
        Map<String, String> before = new TreeMap<>();
        for (int design = 0; design < 40; design++) {
            before.put("/sync/" + design, asked("/sync/" + design));
        }

        one.stop(0);

        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            for (String path : before.keySet()) {
                assertThat(asked(path)).isEqualTo("two");
            }
        });
        assertThat(before.values()).contains("one", "two");
    }

    private static HttpServer named(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = name.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            // As a server does that trusts its network: a Host must be there, and in numbers.
            String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
            if (!host.matches("[0-9.]+(:[0-9]+)?")) {
                exchange.sendResponseHeaders(403, -1);
                exchange.close();
                return;
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int answered(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    private String asked(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private String askedOrFailed(String path) {
        try {
            return asked(path);
        } catch (IOException e) {
            return "failed: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
