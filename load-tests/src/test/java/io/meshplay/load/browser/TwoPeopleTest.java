package io.meshplay.load.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.load.rig.Workspace;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs the browser tests of the web client, which drive headless Chromium, against the built server. */
class TwoPeopleTest {
    private static final long MINUTES_MAX = 11;

    @Test
    @DisplayName("[INTEROP-20] two people in browsers edit one design, and the death of the server takes nothing")
    void editTogetherThroughAKill() throws IOException, InterruptedException {
        Path log = Workspace.loadTests().resolve("target/browser.log");
        Files.createDirectories(Workspace.loadTests().resolve("target"));
        ProcessBuilder browsers = new ProcessBuilder("npm", "run", "e2e")
                .directory(Workspace.root().resolve("web-client").toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile());
        browsers.environment().put("MESHPLAY_SERVER_CMD", serverCommand());

        Process running = browsers.start();
        boolean ended = running.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
        if (!ended) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }

        assertThat(ended && running.exitValue() == 0)
                .as("browser tests, see what they printed:\n%s", Files.readString(log))
                .isTrue();
    }

    /** A JSON list, so that paths may hold spaces. */
    private static String serverCommand() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return "[\"%s\",\"-jar\",\"%s\"]"
                .formatted(quoted(java), quoted(Workspace.serverJar().toString()));
    }

    private static String quoted(String path) {
        return path.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
