package io.meshplay.collab.sim;

import io.meshplay.collab.room.SimulatedRooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.MDC;

/** Many runs, one seed after the other, on a few threads. */
final class Simulation {
    /** What many runs came to. {@code findings}: each with its seed */
    record Report(long seeds, long edits, long acknowledged, long kills, List<String> findings) {}

    private final Mutant mutant;
    private final int findingsMax;

    /** {@code findingsMax}: seeds with findings after which it stops */
    Simulation(Mutant mutant, int findingsMax) {
        this.mutant = mutant;
        this.findingsMax = findingsMax;
    }

    /** Runs the seeds from one on, so many. */
    Report run(long firstSeed, long seeds, int threads, Path scratch, Consumer<Long> progress)
            throws IOException, InterruptedException {
        AtomicLong next = new AtomicLong(firstSeed);
        Sum sum = new Sum();
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            Path own = Files.createDirectories(scratch.resolve("simulation-" + thread));
            work.add(() -> {
                try (SimulatedRooms.Parts parts = new SimulatedRooms.Parts(own)) {
                    for (long seed = next.getAndIncrement();
                            seed < firstSeed + seeds && sum.failed() < findingsMax;
                            seed = next.getAndIncrement()) {
                        sum.add(seed, one(seed, parts, _ -> {}));
                        progress.accept(seed);
                    }
                }
                return true;
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Boolean> done : pool.invokeAll(work)) {
                if (!done.resultNow()) {
                    throw new IllegalStateException("a thread ended early");
                }
            }
        }
        return sum.report();
    }

    /** Runs one seed; what is thrown is a finding too. */
    World.Outcome one(long seed, SimulatedRooms.Parts parts, Consumer<String> listener) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("simulated", "true");
                World world = new World(seed, parts, mutant, listener)) {
            return world.run();
        } catch (RuntimeException | AssertionError e) {
            return new World.Outcome(List.of("thrown: " + e + " at " + List.of(e.getStackTrace())), 0, 0, 0, 0);
        }
    }

    /** The sum over the threads. */
    private static final class Sum {
        private long seeds;
        private long edits;
        private long acknowledged;
        private long kills;
        private int failed;
        private final List<String> findings = new ArrayList<>();

        synchronized void add(long seed, World.Outcome outcome) {
            seeds++;
            edits += outcome.edits();
            acknowledged += outcome.acknowledged();
            kills += outcome.kills();
            if (!outcome.findings().isEmpty()) {
                failed++;
                findings.add("seed " + seed + ": " + outcome.findings());
            }
        }

        synchronized int failed() {
            return failed;
        }

        synchronized Report report() {
            return new Report(seeds, edits, acknowledged, kills, List.copyOf(findings));
        }
    }
}
