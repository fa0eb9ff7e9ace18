package io.meshplay.crdt.fuzz;

import io.meshplay.crdt.Admission;
import io.meshplay.crdt.judge.Judge;
import io.meshplay.crdt.judge.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;

/** Generated updates against small documents, many of them, with stock Yjs as the judge; by a test and by command. */
public final class FuzzRun {
    private static final int CASES_PER_DOCUMENT = 25;
    private static final int SESSIONS = 150;
    private static final int WAITING_MAX = 512;

    private final Plan plan;
    private final Tally tally = new Tally();
    private final List<Asked> asked = new ArrayList<>();

    /**
     * What is run.
     *
     * @param seed of the sessions and of every change to them
     * @param cases updates offered
     * @param failuresMax failures after which it ends
     */
    public record Plan(long seed, int cases, int failuresMax) {}

    /**
     * What came of it.
     *
     * @param cases updates offered
     * @param outcomes how many had which verdict
     * @param documents that they were offered to, each judged by stock Yjs
     * @param cpuMillisMax the most that the gatekeeper took for one update
     * @param allocationShareMax the most that it allocated for one, of 64 bytes for each of its bytes and 1 MiB
     * @param seconds it took
     * @param failures each broken promise, with its bytes
     */
    public record Report(
            int cases,
            Map<String, Integer> outcomes,
            int documents,
            long cpuMillisMax,
            double allocationShareMax,
            long seconds,
            List<String> failures) {}

    private record Asked(String name, Future<String> answer, String history) {}

    private FuzzRun(Plan plan) {
        this.plan = plan;
    }

    /** Runs the plan; Node must be there. */
    public static Report run(Plan plan) {
        return new FuzzRun(plan).run();
    }

    private Report run() {
        List<Recorded> sessions = Recorded.record("small", plan.seed(), SESSIONS);
        long start = System.nanoTime();
        int number = 0;
        try (Judge judge = new Judge()) {
            while (tally.cases() < plan.cases() && tally.failures().size() < plan.failuresMax()) {
                attack(number++, sessions, judge);
                collect(WAITING_MAX);
            }
            collect(0);
        }
        return tally.report(number, (System.nanoTime() - start) / 1_000_000_000);
    }

    private void attack(int number, List<Recorded> sessions, Judge judge) {
        SplittableRandom random = new SplittableRandom(plan.seed() * 1_000_003 + number);
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
                document.edit();
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
