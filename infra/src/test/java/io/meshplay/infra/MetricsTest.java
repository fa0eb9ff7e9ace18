package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The names in the rules and on the board against what a server exports. */
class MetricsTest {
    private static final Pattern NAME =
            Pattern.compile("\\b(?:meshplay|jvm|process|system)_[a-z0-9_]+(?=[{\\s)\\[]|$)");
    /** Exported from the first time that it happens, which a test cannot make happen: the store fails. */
    private static final Set<String> ONCE_THE_STORE_FAILS = Set.of("meshplay_store_failures_total");

    private static final byte[] UNREADABLE_UPDATE = {0, 2, 3, (byte) 0xff, (byte) 0xff, (byte) 0xff};
    private static final byte[] AUTH_MESSAGE = {2, 0, 0};

    @Test
    @DisplayName("[INFRA-13] a server exports each metric that an alert or the board names")
    void exportsWhatIsNamed() throws Exception {
        Set<String> named = named();
        named.removeAll(ONCE_THE_STORE_FAILS);

        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path());
                var client = HttpClient.newHttpClient()) {
            disturb(server, client);

            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                Set<String> exported = new TreeSet<>();
                for (String line : get(client, server, "/metrics").lines().toList()) {
                    if (!line.startsWith("#")) {
                        exported.add(line.replaceFirst("[{ ].*", ""));
                    }
                }
                assertThat(exported).containsAll(named);
            });
        }
        assertThat(named).hasSizeGreaterThan(30);
    }

    /** Makes happen what is counted from its first time on. */
    private static void disturb(ServerProcess server, HttpClient client) throws Exception {
        String design = Infra.json(post(client, server, "/api/v1/designs", "{\"name\":\"Watched\"}"))
                .path("id")
                .asText();
        URI address = URI.create("ws://127.0.0.1:" + server.port() + "/sync/" + design);
        // What is sent to a room before it lets the client in is forgotten if the client leaves.
        CompletableFuture<Boolean> joined = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer message, boolean last) {
                        joined.complete(true);
                        from.request(1);
                        return null;
                    }
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(joined.get(10, TimeUnit.SECONDS)).isTrue();
        socket.sendBinary(ByteBuffer.wrap(AUTH_MESSAGE), true).get(10, TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(UNREADABLE_UPDATE), true).get(10, TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Run collected = Run.of(jcmd.toString(), String.valueOf(server.pid()), "GC.run");
        assertThat(collected.code()).as(collected.said()).isZero();
    }

    private static Set<String> named() {
        List<String> expressions = new ArrayList<>(Board.queries());
        for (JsonNode alert : PrometheusTest.alerts()) {
            expressions.add(alert.path("expr").asText());
        }
        Set<String> names = new TreeSet<>();
        for (String expression : expressions) {
            NAME.matcher(expression).results().forEach(match -> names.add(match.group()));
        }
        return names;
    }

    private static String get(HttpClient client, ServerProcess server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.uri(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String post(HttpClient client, ServerProcess server, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
