package io.meshplay.crdt.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.Admission;
import io.meshplay.crdt.AwarenessUpdate;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.judge.Judge;
import io.meshplay.crdt.lib0.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs that killed, hung or split other implementations; they lie beside the repository when they are there at all. */
class HostileFixturesTest {
    private static final Path FOLDER = folder();
    private static final Judge JUDGE = new Judge();

    /**
     * One line of the index.
     *
     * @param base number of the base document, or -
     */
    record Input(String file, String kind, String base) {
        @Override
        public String toString() {
            return file;
        }
    }

    @BeforeAll
    static void present() {
        Assumptions.assumeTrue(Files.isDirectory(FOLDER), "no fixtures beside the repository");
    }

    @AfterAll
    static void dismiss() {
        JUDGE.close();
    }

    static List<Input> updates() throws IOException {
        return inputs("v1", "v2");
    }

    static List<Input> vectorsAndAwareness() throws IOException {
        return inputs("sv", "aw");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("updates")
    @DisplayName("[FUZZ-1] [FUZZ-2] [FUZZ-3] an update that harmed others harms nothing here")
    void survivesAnUpdate(Input input) throws IOException {
        Tally tally = new Tally();

        try (FuzzedDocument document = new FuzzedDocument(input.file(), tally)) {
            Path base = FOLDER.resolve("base-" + input.base() + ".bin");
            if (Files.exists(base)) {
                document.offer(Files.readAllBytes(base), Admission.OF_OWN_STATE);
            }
            document.offer(Files.readAllBytes(FOLDER.resolve(input.file())), Admission.OF_OWN_STATE);
            document.judge(JUDGE)
                    .forEach(answer -> assertThat(Answers.of(answer)).isEmpty());
        }

        assertThat(tally.failures()).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("vectorsAndAwareness")
    @DisplayName("[FUZZ-8] a state vector or awareness update that harmed others is decoded or refused")
    void survivesAVectorOrAwareness(Input input) throws IOException {
        byte[] bytes = Files.readAllBytes(FOLDER.resolve(input.file()));
        Meter meter = new Meter();
        // Once for the classes that are loaded on the way.
        decode(input, bytes);
        meter.start();

        decode(input, bytes);

        assertThat(meter.cpuMillis()).isLessThanOrEqualTo(100);
        assertThat(meter.allocatedBytes()).isLessThanOrEqualTo(64L * bytes.length + (1 << 20));
    }

    private static void decode(Input input, byte[] bytes) {
        try {
            if (input.kind().equals("sv")) {
                StateVector.decode(bytes);
            } else {
                AwarenessUpdate.decode(bytes);
            }
        } catch (MalformedException refused) {
            assertThat(refused.what()).isNotEmpty();
        }
    }

    private static List<Input> inputs(String one, String other) throws IOException {
        Path index = FOLDER.resolve("INDEX.tsv");
        if (!Files.exists(index)) {
            return List.of();
        }
        return Files.readAllLines(index, UTF_8).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells[1].equals(one) || cells[1].equals(other))
                .map(cells -> new Input(cells[0], cells[1], cells[2]))
                .toList();
    }

    // Beside the checkout, whichever module the build runs in.
    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/fixtures/hostile-updates");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return Path.of("shared/fixtures/hostile-updates");
    }
}
