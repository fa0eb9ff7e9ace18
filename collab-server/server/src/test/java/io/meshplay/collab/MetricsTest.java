package io.meshplay.collab;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.cli.NetworkOptions;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /metrics} says, beside what the document says that it says. */
final class MetricsTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "operating.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)`( \\*)? \\| (\\w+) \\| ([a-z, ]*) ?\\|.*");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:]+)(\\{(.*)})? (\\S+)");

    @TempDir
    Path data = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient sockets = vertx.createWebSocketClient();

    @AfterEach
    void stop() {
        Outcome.of(sockets.close());
        Outcome.of(vertx.close());
    }

    /** A row of the document's table. */
    private record Documented(boolean later, String type, Set<String> labels) {}

    private static Map<String, Documented> documented() throws IOException {
        Map<String, Documented> rows = new TreeMap<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> labels = Pattern.compile(",? +")
                        .splitAsStream(row.group(4))
                        .filter(label -> !label.isBlank())
                        .collect(Collectors.toCollection(TreeSet::new));
                rows.put(row.group(1), new Documented(row.group(2) != null, row.group(3), labels));
            }
        }
        return rows;
    }

    /** {@return the labels of each metric, by its name without what a histogram or summary appends} */
    private static Map<String, Set<String>> scraped(String text) {
        Map<String, String> types = new TreeMap<>();
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# TYPE ")) {
                List<String> words = Pattern.compile(" ").splitAsStream(line).toList();
                types.put(words.get(2), words.get(3));
            }
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                String name = sample.group(1);
                String base = name.replaceAll("_(bucket|count|sum|max)$", "");
                String family = types.containsKey(base) && !types.get(base).equals("gauge") ? base : name;
                Set<String> into = labels.computeIfAbsent(family, _ -> new TreeSet<>());
                String all = sample.group(3);
                if (all != null) {
                    Matcher label = Pattern.compile("(\\w+)=\"").matcher(all);
                    while (label.find()) {
                        into.add(label.group(1));
                    }
                }
                into.remove("le");
            }
        }
        return labels;
    }

    private WireClient sync(RunningServer server, String designId) {
        var socket = sockets.webSocket();
        WireClient client = WireClient.sync(socket);
        Outcome.of(socket.connect(server.port(), "127.0.0.1", "/sync/" + designId));
        client.await("step1");
        return client;
    }

    @Test
    @DisplayName("[OPS-3] the document's table and the metrics name the same, with the same labels")
    void namesWhatTheDocumentNames() throws IOException {
        try (var server = new RunningServer(data, NetworkOptions.LOOPBACK)) {
            String designId = server.design("Metrics");
            WireClient client = sync(server, designId);
            client.raw(new byte[] {0, 2, 1, 9});
            client.raw(new byte[] {77});
            Awaitility.await().until(() -> server.send("GET", "/metrics", "").contains("meshplay_ignored"));

            String text = server.send("GET", "/metrics", "");

            Map<String, Documented> documented = documented();
            Map<String, Set<String>> scraped = scraped(text);
            assertThat(documented).hasSizeGreaterThan(40);
            documented.forEach((name, row) -> {
                if (!row.later() || scraped.containsKey(name)) {
                    assertThat(scraped).as(name).containsKey(name);
                    assertThat(scraped.get(name)).as(name).isEqualTo(row.labels());
                }
            });
            Set<String> ours = scraped.keySet().stream()
                    .filter(name -> name.startsWith("meshplay_") && !name.endsWith("_max"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(documented.keySet()).containsAll(ours);
            assertThat(ours).contains("meshplay_refusals_total", "meshplay_ignored_total");
            assertThat(text)
                    .contains("meshplay_ack_latency_seconds_bucket{le=\"0.005\"}")
                    .doesNotContain(designId);
        }
    }

    @Test
    @DisplayName("[OPS-5] edits in no checkpoint show until a checkpoint is made")
    void showsWhatIsInNoCheckpoint() {
        try (var server = new RunningServer(data, NetworkOptions.LOOPBACK)) {
            String designId = server.design("Metrics");
            sync(server, designId);

            Awaitility.await()
                    .until(() -> value(server, "meshplay_checkpoint_tail_updates") > 0
                            && value(server, "meshplay_checkpoint_age_seconds") > 0);
            server.send("POST", "/api/v1/admin/rooms/" + designId + "/flush", "{}");

            Awaitility.await().until(() -> value(server, "meshplay_checkpoint_tail_updates") == 0);
            assertThat(value(server, "meshplay_checkpoint_age_seconds")).isZero();
            assertThat(value(server, "meshplay_sockets{framing=\"sync\"}")).isEqualTo(1);
            assertThat(value(server, "meshplay_checkpoints_total{outcome=\"made\"}"))
                    .isEqualTo(1);
        }
    }

    private static double value(RunningServer server, String name) {
        return server.send("GET", "/metrics", "")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Test
    @DisplayName("[OPS-6] a server that trusts its network says so")
    void tellsOfTrust() {
        try (var server = new RunningServer(data, new NetworkOptions(true, List.of(), null))) {
            assertThat(server.json("GET", "/health/live", "")
                            .path("networkTrusted")
                            .asBoolean())
                    .isTrue();
            assertThat(server.json("GET", "/api/v1/me", "")
                            .path("networkTrusted")
                            .asBoolean())
                    .isTrue();
            assertThat(value(server, "meshplay_network_trusted")).isEqualTo(1);
            assertThat(server.send("GET", "/api/v1/admin/rooms", "")).contains("adminNeedsToken");
        }
    }
}
