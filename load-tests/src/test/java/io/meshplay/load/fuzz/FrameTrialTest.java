package io.meshplay.load.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameTrialTest {
    @Test
    @DisplayName(
            "[HOSTILE-1] [HOSTILE-2] [HOSTILE-3] [HOSTILE-4] three thousand hostile frames end no process, hold up "
                    + "nobody and change nothing unless acknowledged")
    void survivesHostileFrames() throws Exception {
        var report = new FrameTrial(new FramePlan(Long.getLong("seed", 3_000), 3_000, 4, 150, 3)).run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.serverDeaths()).isZero();
        assertThat(report.hangs()).isZero();
        assertThat(report.frames()).isEqualTo(3_000);
        assertThat(report.repliesUnmoved())
                .as("other rooms: %s, then %s", report.quietReply(), report.attackedReply())
                .isTrue();
        assertThat(report.outcomes()).containsKeys("acknowledged", "refused", "no update");
        assertThat(report.refusals()).containsKeys("malformed", "badStructure", "gap");
    }
}
