package io.meshplay.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("rig")
class NodesTrialTest {
    @ParameterizedTest
    @ValueSource(strings = {"kill", "term", "stop"})
    @DisplayName(
            "[CRASH-6] [CRASH-7] [CRASH-8] a node of a cluster is killed, stopped in good order, or halted past its "
                    + "lease: nothing acknowledged is lost, nobody is divided, others go on")
    void survives(String how) {
        var plan = new NodesPlan(Long.getLong("seed", 1), 2, 2, 3, List.of(how));

        var report = new NodesTrial(plan, _ -> {}).run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.strikes()).isEqualTo(2);
        assertThat(report.takeovers()).as("rooms whose owner was struck").isPositive();
        assertThat(report.acknowledgedCollab()).as("acknowledged on /collab").isPositive();
        assertThat(report.acknowledgedDurable())
                .as("acknowledged on /sync?durable=1")
                .isPositive();
    }
}
