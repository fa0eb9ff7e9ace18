package io.meshplay.load.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import io.meshplay.load.rig.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs in README.md, taken from it and run as they stand. */
class ReadmeProgramsTest {
    private static final Pattern PROGRAM = Pattern.compile("(?s)```js\\n(.*?)```");

    @ParameterizedTest
    @ValueSource(strings = {"y-websocket", "@hocuspocus/provider"})
    @DisplayName("[INTEROP-16] the README's program for each provider runs as printed and its edit reaches others")
    void runs(String provider) throws IOException {
        var programs = programs().stream()
                .filter(program -> program.contains("from '" + provider + "'"))
                .toList();
        assertThat(programs).as("programs with %s in README.md", provider).hasSize(1);

        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            Scenario.of("readme", server).with("program", programs.getFirst()).run();
        }
    }

    @Test
    @DisplayName("[INTEROP-16] each of these programs is about ten lines long")
    void areShort() throws IOException {
        assertThat(programs())
                .allSatisfy(program -> assertThat(program.lines().filter(line -> !line.isBlank()))
                        .hasSizeLessThanOrEqualTo(12));
    }

    private static List<String> programs() throws IOException {
        return PROGRAM.matcher(Files.readString(Workspace.root().resolve("README.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
