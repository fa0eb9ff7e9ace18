package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart learns of the process before it. */
class BlackBoxTest {
    @TempDir
    private Path directory;

    @Test
    @DisplayName("[DOC-12] after a death inside a native call the restart reads which design was being applied")
    void namesTheSuspectOfADeadProcess() throws Exception {
        Path file = directory.resolve("worker-0");

        int status = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Dying.class.getName(),
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();

        assertThat(status).isEqualTo(Dying.STATUS);
        assertThat(BlackBox.read(file)).contains(new BlackBox.Suspect("design-é", 41, 43));
    }

    @Test
    @DisplayName("[DOC-12] a call that came back leaves no suspect")
    void forgetsWhatCameBack() throws Exception {
        Path file = directory.resolve("worker-0");
        try (BlackBox box = BlackBox.open(file)) {
            box.enter("design", 1, 2);

            box.leave();

            assertThat(BlackBox.read(file)).isEmpty();
        }
    }

    @Test
    @DisplayName("[DOC-12] a torn or foreign file is no suspect")
    void readsNoNonsense() throws Exception {
        Path file = directory.resolve("worker-0");
        try (BlackBox box = BlackBox.open(file)) {
            box.enter("design", 1, 2);
            byte[] whole = Files.readAllBytes(file);

            for (int at = 0; at < 28 + "design".length(); at++) {
                byte[] torn = whole.clone();
                torn[at] ^= 0x55;
                Path other = Files.write(directory.resolve("torn"), torn);
                assertThat(BlackBox.read(other)).as("byte %d", at).isEmpty();
            }
        }
        assertThat(BlackBox.read(Files.write(directory.resolve("short"), new byte[] {1, 2})))
                .isEmpty();
        assertThat(BlackBox.read(directory.resolve("missing"))).isEmpty();
    }

    /** A process that dies inside a native call. */
    static final class Dying {
        static final int STATUS = 86;

        private Dying() {}

        public static void main(String[] arguments) throws Exception {
            BlackBox box = BlackBox.open(Path.of(arguments[0]));
            box.enter("design-é", 41, 43);
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
