package io.meshplay.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CrashTrialTest {
    @Test
    @DisplayName(
            "[CRASH-1] [CRASH-2] [CRASH-3] [CRASH-4] twenty kills lose no acknowledged edit, divide no replicas and spoil no room")
    void survivesTwentyKills() {
        var trial = new CrashTrial(new CrashPlan(Long.getLong("seed", 20), 20, 3), _ -> {});

        var report = trial.run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.kills()).isEqualTo(20);
        assertThat(report.acknowledgedCollab()).as("acknowledged on /collab").isPositive();
        assertThat(report.acknowledgedDurable())
                .as("acknowledged on /sync?durable=1")
                .isPositive();
    }
}
