package io.meshplay.models.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.check.rule.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChecksDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/spec/checks.md");

    @Test
    @DisplayName("[CHECK-1] the table of checks.md is all checks, as the code has them")
    void theTableIsTheCode() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(DesignChecker.checks().stream()
                        .sorted(Comparator.comparing(Check::category).thenComparing(Check::id))
                        .map(ChecksDocumentTest::row)
                        .toList());
    }

    private static String row(Check check) {
        return "| `" + check.id() + "` | " + check.category().label() + " | "
                + check.severity().label() + " | " + (check.fixes() ? "yes" : "") + " | " + check.title() + " |";
    }
}
