package io.meshplay.crdt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.Admission;
import io.meshplay.crdt.Document;
import io.meshplay.crdt.judge.Judge;
import io.meshplay.crdt.judge.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Generated updates against small documents; how to run more of them stands in the README of the tests. */
class GatekeeperFuzzTest {
    private static final int CASES = Integer.getInteger("fuzz.cases", 100_000);
    private static final long SEED = Long.getLong("seed", 20_261_124L);
    private static final int CASES_PER_DOCUMENT = 25;
    private static final int SESSIONS = 150;
    private static final int FAILURES_MAX = Integer.getInteger("fuzz.failures", 100);

    private final Tally tally = new Tally();
    private final List<Asked> asked = new ArrayList<>();

    private record Asked(String name, Future<String> answer, String history) {}

    @Test
    @DisplayName("[FUZZ-1] [FUZZ-2] [FUZZ-3] generated updates harm neither this document nor one of stock Yjs")
    void holdsAgainstGeneratedUpdates(TestReporter reporter) throws IOException {
        List<Recorded> sessions = Recorded.record("small", SEED, SESSIONS);

        long start = System.nanoTime();
        try (Judge judge = new Judge()) {
            for (int number = 0; tally.cases() < CASES && tally.failures().size() < FAILURES_MAX; number++) {
                attack(number, sessions, judge);
                collect(512);
            }
            collect(0);
        }

        String result = tally + "; seed " + SEED + "; " + (System.nanoTime() - start) / 1_000_000_000 + " s";
        reporter.publishEntry("fuzz", result);
        Files.writeString(Path.of("target/fuzz-report.txt"), result + "\n" + String.join("\n\n", tally.failures()));
        assertThat(tally.failures())
                .as("-Dseed=%d; all in target/fuzz-report.txt", SEED)
                .isEmpty();
        assertThat(Document.openCount()).isZero();
    }

    private void attack(int number, List<Recorded> sessions, Judge judge) {
        SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + number);
        List<byte[]> honest = sessions.get(random.nextInt(sessions.size())).updates();
        int taken = random.nextInt(honest.size() + 1);
        String name = "document " + number;
        try (FuzzedDocument document = new FuzzedDocument(name, tally)) {
            for (byte[] update : honest.subList(0, taken)) {
                document.offer(update, Admission.OF_OWN_STATE);
            }
            UpdateGenerator generator = new UpdateGenerator(random, document.pool, honest, taken);
            for (int i = 0; i < CASES_PER_DOCUMENT && !document.broken(); i++) {
                document.offer(generator.next(), Admission.OF_OWN_STATE);
            }
            if (!document.broken()) {
                String history = document.history();
                document.judge(judge).forEach(answer -> asked.add(new Asked(name, answer, history)));
            }
        }
    }

    private void collect(int leave) {
        while (asked.size() > leave) {
            Asked first = asked.removeFirst();
            String answer = Answers.of(first.answer());
            if (!answer.isEmpty()) {
                tally.fail(first.name() + ": stock Yjs: step " + answer + "\n  " + first.history());
            }
        }
    }
}
