package io.meshplay.load.sync;

import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs beside the other tests: it only waits. */
@Execution(ExecutionMode.CONCURRENT)
class SilenceTest {
    @Test
    @DisplayName("[INTEROP-3] ninety seconds of silence make no stock client reconnect")
    void keepsSilentClients() {
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            Scenario.of("idle", server).with("millis", 95_000).run();
        }
    }
}
