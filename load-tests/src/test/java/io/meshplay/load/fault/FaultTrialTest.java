package io.meshplay.load.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault for a short while; {@code load-tests/bench.sh faults} takes longer. {@code -Dseed=N} repeats a run. */
class FaultTrialTest {
    private static FaultReport trial(Fault fault, int rounds) {
        var plan = new FaultPlan(fault, Long.getLong("seed", 7), rounds, 2);
        return new FaultTrial(plan, _ -> {}).run();
    }

    @ParameterizedTest
    @CsvSource({"SLOW_STORE,1", "FAILING_STORE,2", "FULL_DISK,1", "CLOCK_JUMP,1", "TORN_WRITE,5"})
    @DisplayName(
            "[FAULT-1] [FAULT-2] [FAULT-3] a disk or a clock that fails costs nobody an edit, and nobody is disconnected")
    void disksAndClocks(Fault fault, int rounds) {
        assumeTrue(FaultTrial.possible(), "no Linux or no C compiler here");

        var report = trial(fault, rounds);

        assertThat(report.findings()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.rounds()).isEqualTo(rounds);
        assertThat(report.acknowledgedCollab() + report.acknowledgedDurable()).isPositive();
    }

    @Test
    @Tag("rig")
    @DisplayName(
            "[FAULT-4] connections that go silent are missed at both ends, and what was written into them comes again")
    void halfOpen() {
        var report = trial(Fault.HALF_OPEN, 1);

        assertThat(report.findings()).isEmpty();
    }

    @Test
    @Tag("rig")
    @DisplayName("[FAULT-5] clients that read nothing are let go within a minute, and nobody else feels them")
    void deaf() {
        var report = trial(Fault.DEAF_CLIENT, 1);

        assertThat(report.findings()).isEmpty();
    }

    @Test
    @Tag("rig")
    @DisplayName("[FAULT-6] a Redis that is halted, or killed, costs a cluster no edit and no session")
    void withoutRedis() {
        var report = trial(Fault.REDIS_PAUSE, 2);

        assertThat(report.findings()).isEmpty();
        assertThat(report.injected()).isEqualTo(2);
    }
}
