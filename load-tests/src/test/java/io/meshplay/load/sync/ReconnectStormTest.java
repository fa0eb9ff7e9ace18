package io.meshplay.load.sync;

import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectStormTest {
    @ParameterizedTest
    @ValueSource(strings = {"restart", "kill"})
    @DisplayName("[INTEROP-7] fifty clients resync after the server comes back, and no edit is lost")
    void resyncs(String how) {
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            Scenario.of("storm", server)
                    .with("how", how)
                    .answering("restart", _ -> restart(server))
                    .answering("kill", _ -> {
                        server.kill();
                        server.startAgain();
                    })
                    .run();
        }
    }

    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#collab")
    @DisplayName("[INTEROP-17] synced comes with the document, in a room that has only now been loaded too")
    void syncedMeansSynced(String kind) {
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            Scenario.of("collab.synced", server)
                    .with("kind", kind)
                    .answering("restart", _ -> restart(server))
                    .run();
        }
    }

    private static void restart(ServerProcess server) {
        server.stop();
        server.startAgain();
    }
}
