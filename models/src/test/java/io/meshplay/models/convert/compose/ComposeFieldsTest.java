package io.meshplay.models.convert.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.convert.report.ImportReport.Warning;
import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ComposeFieldsTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_]+)` \\| (.*) \\|");

    @Test
    @DisplayName("[COMPOSE-1] the specification names each field once, and says of it what the code does")
    void agreesWithTheSpecification() throws IOException {
        String text = Files.readString(Path.of("../docs/spec/compose.md"));
        int service = text.indexOf("## Of a service");

        assertThat(rows(text.substring(0, service)))
                .isEqualTo(code(ComposeFields.TOP_MAPPED, ComposeFields.TOP_REPORTED));
        assertThat(rows(text.substring(service)))
                .isEqualTo(code(ComposeFields.SERVICE_MAPPED, ComposeFields.SERVICE_REPORTED));
    }

    @Test
    @DisplayName("[COMPOSE-2] variables take their defaults, and one without stays and is reported")
    void replacesVariables() {
        var warnings = new Warnings(10);
        Map<String, Json> file = new LinkedHashMap<>();
        file.put("a", Json.of("${X:-1}/${X-}/${X:+y}/$$/$$X/${Y:?needed}/$Z."));

        Json.Fields replaced = new Interpolation(warnings).replaced(new Json.Fields(file));

        assertThat(replaced.text("a")).isEqualTo("1///$/$X/${Y:?needed}/$Z.");
        assertThat(warnings.all()).extracting(Warning::path).containsExactly("/a", "/a");
    }

    @Test
    @DisplayName("[COMPOSE-3] a name that no object may have is written in small letters, digits and dashes")
    void makesNames() {
        assertThat(ComposeForm.name("My_Web.1")).isEqualTo("my-web-1");
        assertThat(ComposeForm.name("__")).isEqualTo("service");
        assertThat(ComposeForm.name("a".repeat(70))).hasSize(63);
    }

    /** Field to the reason why it is reported; empty when it is mapped. */
    private static Map<String, String> rows(String text) {
        Map<String, String> rows = new TreeMap<>();
        var row = ROW.matcher(text);
        while (row.find()) {
            String says = row.group(2);
            String reason = says.startsWith("reported: ") ? says.substring("reported: ".length()) : "";
            assertThat(rows.put(row.group(1), reason)).as(row.group(1)).isNull();
        }
        return rows;
    }

    private static Map<String, String> code(java.util.Set<String> mapped, Map<String, String> reported) {
        Map<String, String> code = new TreeMap<>(reported);
        mapped.forEach(field -> assertThat(code.put(field, "")).as(field).isNull());
        return code;
    }
}
