package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules and the board by promtool, which is Prometheus' own reader of them. */
class PrometheusTest {
    private static final String ALERTS = "prometheus/alerts.yml";
    private static final String TESTS = "prometheus/alerts.test.yml";

    @Test
    @DisplayName("[INFRA-10] promtool takes the rules and the example of a scrape configuration")
    void isUnderstood() {
        Run rules = Run.of("promtool", "check", "rules", Infra.path(ALERTS).toString());
        Run config = Run.of(
                "promtool",
                "check",
                "config",
                Infra.path("prometheus/prometheus.yml").toString());

        assertThat(rules.code()).as(rules.said()).isZero();
        assertThat(config.code()).as(config.said()).isZero();
    }

    @Test
    @DisplayName("[INFRA-11] each alert fires when it is meant to, and none does on a healthy server")
    void firesWhenMeant() {
        Run run = Run.of("promtool", "test", "rules", Infra.path(TESTS).toString());

        assertThat(run.code()).as(run.said()).isZero();
        String tests = Infra.text(TESTS);
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(tests)
                        .as("a test in which it fires")
                        .containsPattern("alertname=\"" + alert.path("alert").asText()
                                + "\", (alertstate=\"firing\"|instance=)"));
    }

    @Test
    @DisplayName("[INFRA-10] each alert says what is wrong, where, and what to do")
    void saysWhatToDo() {
        Set<String> names = new TreeSet<>();
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            assertThat(names.add(name)).as("%s is there once", name).isTrue();
            assertThat(alert.at("/labels/severity").asText()).as(name).matches("page|ticket");
            assertThat(alert.at("/annotations/summary").asText()).as(name).contains("$labels.instance");
            assertThat(alert.at("/annotations/action").asText()).as(name).hasSizeGreaterThan(20);
        }
        assertThat(names).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    @DisplayName("[INFRA-12] Prometheus can evaluate every query of the Grafana board")
    void queriesOfTheBoardAreSound(@TempDir Path directory) throws IOException {
        StringBuilder rules = new StringBuilder("groups: [{name: board, rules: [\n");
        for (String query : Board.queries()) {
            String sound = query.replace("$__rate_interval", "1m").replaceAll("\\$(job|instance)\\b", ".*");
            rules.append("{record: 'board:query', expr: '")
                    .append(sound.replace("'", "''"))
                    .append("'},\n");
        }
        Path file = directory.resolve("board.yml");
        Files.writeString(file, rules.append("]}]\n"));

        Run run = Run.of("promtool", "check", "rules", file.toString());

        assertThat(run.said()).doesNotContain("could not parse expression");
        assertThat(run.code()).as(run.said()).isZero();
    }

    static List<JsonNode> alerts() {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group : Infra.yaml(Infra.text(ALERTS)).getFirst().path("groups")) {
            group.path("rules").forEach(alerts::add);
        }
        return alerts;
    }
}
