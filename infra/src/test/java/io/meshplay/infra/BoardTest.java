package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static final int COLUMNS = 24;

    @Test
    @DisplayName(
            "[INFRA-12] each panel of the board has a title, a unit, a query of the chosen servers and a place of its own")
    void isWhole() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : Board.panels()) {
            String title = panel.path("title").asText();
            assertThat(title).isNotBlank();
            assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title)
                    .isNotBlank();
            assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
            assertThat(panel.path("targets")).as(title).isNotEmpty();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt())
                    .as(title)
                    .isLessThanOrEqualTo(COLUMNS);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String cell = (place.path("x").asInt() + x) + "/"
                            + (place.path("y").asInt() + y);
                    assertThat(cells.add(cell)).as("%s at %s", title, cell).isTrue();
                }
            }
        }
        assertThat(Board.queries())
                .hasSizeGreaterThan(30)
                .allSatisfy(query -> assertThat(query).contains("job=~\"$job\"", "instance=~\"$instance\""));
    }
}
