package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import io.meshplay.load.rig.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What can be said of the image without an engine that builds it. */
class ImageTest {
    private static final String DOCKERFILE = "image/Dockerfile";
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final Path LIBRARIES = Workspace.serverJar().resolveSibling("lib");

    @Test
    @DisplayName("[INFRA-14] hadolint has nothing to say against the Dockerfile")
    void passesTheLinter() {
        Run run = Run.of(
                Infra.program("hadolint"),
                "--failure-threshold",
                "style",
                Infra.path(DOCKERFILE).toString());

        assertThat(run.code()).as(run.said()).isZero();
    }

    @Test
    @DisplayName("[INFRA-14] the image runs one process, without a shell, root or a version of anything that moves")
    void isPlain() {
        String dockerfile = Infra.text(DOCKERFILE);

        assertThat(entrypoint().getFirst()).isEqualTo("/opt/java/bin/java");
        assertThat(dockerfile).containsPattern("(?m)^USER 10001:10001$").containsPattern("(?m)^HEALTHCHECK ");
        assertThat(dockerfile.lines().filter(line -> line.startsWith("FROM ")))
                .isNotEmpty()
                .noneMatch(line -> line.matches("FROM \\S+:latest.*|FROM [^\\s:]+( .*)?"));
    }

    @Test
    @DisplayName("[INFRA-15] the image's Java has each module that the server and its libraries use")
    void hasEachModule() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                JDK.resolve("bin/jdeps").toString(),
                "-q",
                "--ignore-missing-deps",
                "--multi-release",
                "25",
                "--print-module-deps",
                Workspace.serverJar().toString()));
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            files.map(Path::toString).sorted().forEach(command::add);
        }

        Run run = Run.of(Duration.ofMinutes(3), Map.of(), command);

        assertThat(run.code()).as(run.said()).isZero();
        String last = run.output().strip().lines().reduce("", (_, line) -> line);
        Set<String> used = new TreeSet<>(List.of(last.split(",")));
        assertThat(used).contains("java.base").hasSizeGreaterThan(3);
        assertThat(modules()).containsAll(used);
    }

    @Test
    @DisplayName("[INFRA-16] the health check of the image says whether a server is ready, by the shell alone")
    void tellsReadyFromNot() {
        String check = Infra.path("image/healthcheck.sh").toString();
        int nobody = ServerProcess.freePort();

        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            assertThat(Run.of(check, String.valueOf(server.port())).code()).isZero();
        }
        assertThat(Run.of(check, String.valueOf(nobody)).code()).isNotZero();
    }

    @Test
    @Tag("slow")
    @DisplayName("[INFRA-15] the image's own command line runs on the image's own Java, and ends by SIGTERM")
    void runsOnItsOwnJava() throws Exception {
        try (var directory = TemporaryDirectory.create()) {
            Path runtime = directory.path().resolve("runtime");
            Run linked = Run.of(
                    JDK.resolve("bin/jlink").toString(),
                    "--output",
                    runtime.toString(),
                    "--strip-debug",
                    "--no-header-files",
                    "--no-man-pages",
                    "--add-modules",
                    String.join(",", modules()));
            assertThat(linked.code()).as(linked.said()).isZero();
            int port = ServerProcess.freePort();
            List<String> command = new ArrayList<>();
            for (String word : entrypoint()) {
                command.add(word.replace("/opt/java", runtime.toString())
                        .replace(
                                "/opt/meshplay/meshplay-server.jar",
                                Workspace.serverJar().toString()));
            }
            command.addAll(List.of(
                    "--data=" + directory.path().resolve("data"),
                    "--port=" + port,
                    "--no-samples",
                    "--host=127.0.0.1"));

            Process server = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Infra.log("image"))
                    .start();
            try {
                String check = Infra.path("image/healthcheck.sh").toString();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Run.of(check, String.valueOf(port)).code() == 0);
                server.destroy();
                assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
                // 143 = 128 + SIGTERM: what a JVM answers that ended by the signal after its hooks.
                assertThat(server.exitValue()).isIn(0, 143);
            } finally {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private static List<String> entrypoint() {
        List<String> words = new ArrayList<>();
        Infra.json(found("(?m)^ENTRYPOINT (\\[.*])$")).forEach(word -> words.add(word.asText()));
        return words;
    }

    private static Set<String> modules() {
        return new TreeSet<>(Arrays.asList(found("--add-modules (\\S+)").split(",")));
    }

    private static String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(Infra.text(DOCKERFILE));
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
