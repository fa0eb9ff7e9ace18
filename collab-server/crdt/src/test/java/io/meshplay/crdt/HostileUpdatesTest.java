package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.meshplay.crdt.lib0.MalformedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Inputs that harmed other implementations; the folder is not part of the repository. */
class HostileUpdatesTest {
    private static final Path FOLDER = Path.of("../../../shared/fixtures/hostile-updates");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long NANOS_MAX = 100_000_000;

    @Test
    @DisplayName(
            "[GATE-1] no hostile update throws, takes over 100 ms, allocates over 64 x input + 1 MiB, or changes anything when refused")
    void survivesEachHostileUpdate() throws IOException {
        for (String[] row : rows("v1", "v2")) {
            byte[] base = Files.readAllBytes(FOLDER.resolve("base-" + (row[2].equals("-") ? "0" : row[2]) + ".bin"));
            byte[] update = Files.readAllBytes(FOLDER.resolve(row[0]));
            Offering document = new Offering();
            assertThat(Offering.code(document.offer(base)))
                    .as("base of %s", row[0])
                    .isIn("Accepted", "Known");
            String before = document.dump();

            long start = THREADS.getCurrentThreadCpuTime();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            Verdict verdict = document.offer(update);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            long nanos = THREADS.getCurrentThreadCpuTime() - start;

            assertThat(nanos).as("%s: %s", row[0], Offering.code(verdict)).isLessThan(NANOS_MAX);
            assertThat(allocated).as(row[0]).isLessThan(64L * update.length + (1 << 20));
            if (verdict instanceof Verdict.Refused || verdict instanceof Verdict.Known) {
                assertThat(document.dump()).as(row[0]).isEqualTo(before);
            }
        }
    }

    @Test
    @DisplayName("[GATE-2] v2 updates are malformed")
    void refusesVersionTwo() throws IOException {
        for (String[] row : rows("v2")) {
            assertThat(new Offering().offer(Files.readAllBytes(FOLDER.resolve(row[0]))))
                    .as(row[0])
                    .isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    @DisplayName(
            "[GATE-3] hostile state vectors and awareness messages are refused before anything is allocated for them")
    void refusesHostileVectorsAndAwareness() throws IOException {
        for (String[] row : rows("sv")) {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve(row[0]));
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> StateVector.decode(bytes));
        }
        for (String[] row : rows("aw")) {
            byte[] bytes = Files.readAllBytes(FOLDER.resolve(row[0]));
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> AwarenessUpdate.decode(bytes));
        }
    }

    private static List<String[]> rows(String... kinds) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(FOLDER), "no hostile updates beside the repository");
        return Files.readAllLines(FOLDER.resolve("INDEX.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .filter(row -> List.of(kinds).contains(row[1]))
                .toList();
    }
}
