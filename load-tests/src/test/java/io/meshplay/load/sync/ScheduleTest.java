package io.meshplay.load.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    @DisplayName("[BENCH-1] [BENCH-2] a stall moves no intended time and shows as lateness")
    void keepsIntendedTimes() {
        List<Long> intended = new ArrayList<>();

        var lateness = new Schedule(1_000, 50).run(nanos -> {
            intended.add(nanos);
            if (intended.size() == 10) {
                new Schedule(10, 3).run(_ -> {});
            }
        });

        for (var i = 1; i < intended.size(); i++) {
            assertThat(intended.get(i) - intended.get(i - 1)).isEqualTo(1_000_000);
        }
        assertThat(lateness.getMaxValue()).isGreaterThan(150_000_000);
    }
}
