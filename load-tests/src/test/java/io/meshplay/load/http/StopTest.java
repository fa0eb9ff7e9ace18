package io.meshplay.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StopTest {
    private static final Duration STOP_MAX = Duration.ofSeconds(12);

    @Test
    @DisplayName("[INPUT-12] SIGTERM under load stops within seconds, and every acknowledged edit is there afterwards")
    void stopsCleanly() {
        var findings = new ArrayList<String>();
        var took = new AtomicReference<>(Duration.ZERO);
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            Scenario.of("crash", server)
                    .with("kills", 2)
                    .answering("kill", question -> {
                        server.letRun(question.get("afterMillis").asLong());
                        var before = System.nanoTime();
                        var code = server.stop();
                        took.set(Duration.ofNanos(System.nanoTime() - before));
                        // 143 = 128 + SIGTERM: what a JVM answers that ended by the signal after its hooks.
                        assertThat(code).as(server.output()).isIn(0, 143);
                    })
                    .answering("start", _ -> server.startAgain())
                    .reportingTo(line ->
                            assertThat(line.has("finding")).as("%s", line).isFalse())
                    .run();
        }
        assertThat(findings).isEmpty();
        assertThat(took.get()).isPositive().isLessThan(STOP_MAX);
    }
}
