package io.meshplay.load.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HeldBenchTest {
    @Test
    @Tag("rig")
    @DisplayName(
            "[BENCH-4] a small load held: no edit is missing, and a deaf client and an idle room keep to their cost in memory")
    void holdsASmallLoad() throws Exception {
        var plan = new HeldBench.Plan(80, 20, 40, 5, 20, 10, 200);

        var report = new HeldBench(plan).run();

        assertThat(report.refused() + report.unacknowledged()).isZero();
        assertThat(report.deliveredShare()).isEqualTo(1);
        assertThat(report.stalledClientMebibytes()).isLessThanOrEqualTo(2);
        assertThat(report.idleRoomKibibytes()).isLessThanOrEqualTo(100);
    }
}
