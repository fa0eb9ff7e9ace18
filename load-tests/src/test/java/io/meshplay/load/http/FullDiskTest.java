package io.meshplay.load.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.SmallDisk;
import io.meshplay.load.rig.TemporaryDirectory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FullDiskTest {
    /** No file may grow beyond 3 MiB: writes fail as on a broken disk, on any machine and without privileges. */
    private static final String BOUND = "ulimit -f 3072";

    @Test
    @DisplayName("[INPUT-13] where the store cannot write nothing is acknowledged, and what was acknowledged survives")
    void failedWrites() {
        var restarted = new AtomicReference<ServerProcess>();
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.bounded(BOUND, data.path())) {
            Scenario.of("fulldisk", server)
                    .answering("moreRoom", _ -> {
                        server.kill();
                        restarted.set(ServerProcess.start(data.path(), server.port()));
                    })
                    .run();
        } finally {
            var last = restarted.get();
            if (last != null) {
                last.close();
            }
        }
    }

    @Test
    @DisplayName("[INPUT-14] a full disk withholds acknowledgements, and room on it brings them back without a restart")
    void recoversInPlace() {
        assumeTrue(SmallDisk.possible(), "no user namespaces here");
        try (var data = TemporaryDirectory.create();
                var disk = SmallDisk.mount(data.path(), 12, 8)) {
            Scenario.of("fulldisk", disk.server())
                    .with("inPlace", true)
                    .answering("moreRoom", _ -> disk.makeRoom())
                    .run();
        }
    }
}
