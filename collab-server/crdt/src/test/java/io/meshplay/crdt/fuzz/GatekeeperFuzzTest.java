package io.meshplay.crdt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Generated updates against small documents; how to run more of them stands in the README of the tests. */
class GatekeeperFuzzTest {
    private static final int CASES = Integer.getInteger("fuzz.cases", 100_000);
    private static final long SEED = Long.getLong("seed", 20_261_124L);
    private static final int FAILURES_MAX = Integer.getInteger("fuzz.failures", 100);

    @Test
    @DisplayName("[FUZZ-1] [FUZZ-2] [FUZZ-3] generated updates harm neither this document nor one of stock Yjs")
    void holdsAgainstGeneratedUpdates(TestReporter reporter) throws IOException {
        FuzzRun.Report report = FuzzRun.run(new FuzzRun.Plan(SEED, CASES, FAILURES_MAX));

        String result = "%d cases %s; most CPU %d ms; most allocation %.2f of its limit; %d failures; seed %d; %d s"
                .formatted(
                        report.cases(),
                        report.outcomes(),
                        report.cpuMillisMax(),
                        report.allocationShareMax(),
                        report.failures().size(),
                        SEED,
                        report.seconds());
        reporter.publishEntry("fuzz", result);
        Files.writeString(Path.of("target/fuzz-report.txt"), result + "\n" + String.join("\n\n", report.failures()));
        assertThat(report.failures())
                .as("-Dseed=%d; all in target/fuzz-report.txt", SEED)
                .isEmpty();
        assertThat(Document.openCount()).isZero();
    }
}
