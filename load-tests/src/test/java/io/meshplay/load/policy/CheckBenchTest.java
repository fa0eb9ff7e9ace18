package io.meshplay.load.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.check.DesignChecker;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CheckBenchTest {
    @Test
    @DisplayName(
            "[CHECK-12] the bench makes every check of a large design, and measures both with a registry and without")
    void measures() throws IOException {
        var report = new CheckBench().run(new CheckBench.Plan(50, 1, 4, 1));

        assertThat(report.checks()).isEqualTo(DesignChecker.checks().size());
        assertThat(report.findings()).isGreaterThan(50);
        assertThat(report.common().clock().count()).isEqualTo(4);
        assertThat(report.registry().processor().count()).isEqualTo(4);
        assertThat(report.registry().firstMillis()).isPositive();
    }
}
