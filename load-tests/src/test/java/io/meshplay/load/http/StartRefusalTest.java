package io.meshplay.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that cannot start says why in one line and leaves with the code that a script understands. */
class StartRefusalTest {
    private static final int BAD_ARGUMENTS = 2;
    private static final int PORT_IN_USE = 3;
    private static final int DATA_UNUSABLE = 4;

    @AutoClose
    private final TemporaryDirectory data = TemporaryDirectory.create();

    @Test
    @DisplayName("[INPUT-1] a port in use ends with 3 and names the port")
    void portInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var server = ServerProcess.attempt(ServerProcess.arguments(taken.getLocalPort(), data.path()));

            assertThat(server.awaitExit()).as(server.output()).isEqualTo(PORT_IN_USE);
            assertThat(server.output()).contains(Integer.toString(taken.getLocalPort()));
            assertThat(server.output()).doesNotContain("\tat ");
        }
    }

    @Test
    @DisplayName("[INPUT-2] a data directory that cannot be made ends with 4 and names it")
    void unwritableData() throws IOException {
        // A file in the way refuses root too, whom permissions would let pass.
        var file = Files.writeString(data.path().resolve("file"), "in the way");

        refusesData(file.resolve("data"));
    }

    @Test
    @DisplayName("[INPUT-2] a data directory on a read-only file system ends with 4 and names it")
    void readOnlyData() {
        refusesData(Path.of("/proc/self/meshplay-data"));
    }

    @Test
    @DisplayName("[INPUT-3] a data directory of a running server ends with 4, and that server is unharmed")
    void lockedData() {
        try (var first = ServerProcess.start(data.path())) {
            refusesData(data.path());

            assertThat(first.running()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-such-option", "--port=many", "--port=70000", "--port=-1", "stray"})
    @DisplayName("[INPUT-4] a bad option ends with 2 and is named")
    void badOption(String argument) {
        var server = ServerProcess.attempt(List.of("--data", data.path().toString(), argument));

        assertThat(server.awaitExit()).as(server.output()).isEqualTo(BAD_ARGUMENTS);
        assertThat(server.output()).contains(argument.replaceFirst(".*=", ""));
        assertThat(server.output()).doesNotContain("\tat ");
    }

    private static void refusesData(Path directory) {
        var server = ServerProcess.attempt(ServerProcess.arguments(ServerProcess.freePort(), directory));

        assertThat(server.awaitExit()).as(server.output()).isEqualTo(DATA_UNUSABLE);
        assertThat(server.output()).contains(directory.toString());
        assertThat(server.output()).doesNotContain("\tat ");
    }
}
