package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.load.rig.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What chart, Compose and image say to the server against what it understands. */
class OptionsTest {
    private static final Pattern OPTION = Pattern.compile("^--[a-z-]+");
    private static final Path COMMAND_LINE =
            Infra.ROOT.resolve("collab-server/server/src/main/java/io/meshplay/collab/cli");

    @Test
    @DisplayName("[INFRA-21] each option that the chart, Compose and the image pass is one of the server's")
    void passesOptionsOfTheServer() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Run help = Run.of(java.toString(), "-jar", Workspace.serverJar().toString(), "--help");
        assertThat(help.code()).as(help.said()).isZero();

        Set<String> passed = new TreeSet<>();
        collect(passed, Chart.only(Chart.rendered("full"), "Deployment").at("/spec/template/spec/containers/0/args"));
        Run compose = Run.of(
                Map.of("MESHPLAY_CLUSTER_SECRET", "0123456789abcdef0123456789abcdef"),
                Infra.program("compose-check"),
                Infra.path("compose/compose.yaml").toString());
        collect(passed, Infra.json(compose.output()).at("/services/server-1/command"));
        collect(
                passed,
                Infra.json(Infra.text("image/Dockerfile")
                        .lines()
                        .filter(line -> line.startsWith("CMD "))
                        .reduce("", (_, line) -> line)
                        .substring(4)));

        assertThat(passed)
                .contains("--host", "--node-address", "--data")
                .allSatisfy(option -> assertThat(help.output()).containsPattern("\\Q" + option + "\\E\\b"));
    }

    @Test
    @DisplayName("[INFRA-21] each variable that they set is one that the server reads")
    void setsVariablesOfTheServer() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.list(COMMAND_LINE)) {
            for (Path file : files.toList()) {
                sources.append(Files.readString(file));
            }
        }

        assertThat(List.of("MESHPLAY_STORE", "MESHPLAY_REDIS", "MESHPLAY_CLUSTER_SECRET", "MESHPLAY_ADMIN_TOKEN"))
                .allSatisfy(name -> assertThat(sources.toString()).contains(name));
    }

    private static void collect(Set<String> options, JsonNode words) {
        assertThat(words).isNotEmpty();
        words.forEach(word -> OPTION.matcher(word.asText()).results().forEach(match -> options.add(match.group())));
    }
}
