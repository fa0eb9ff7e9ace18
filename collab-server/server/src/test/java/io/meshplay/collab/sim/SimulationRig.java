package io.meshplay.collab.sim;

import io.meshplay.collab.room.SimulatedRooms;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulation by command; exit code 1 when it found anything. */
@Command(name = "simulate", description = "Runs rooms, journal and store in virtual time under seeded faults.")
final class SimulationRig implements Callable<Integer> {
    private static final int FINDINGS_MAX = 10;
    private static final long PROGRESS_SEEDS = 5_000;

    @Option(names = "--seeds", defaultValue = "100000", description = "how many (default ${DEFAULT-VALUE})")
    private long seeds;

    @Option(names = "--first", defaultValue = "1", description = "the first seed (default ${DEFAULT-VALUE})")
    private long first;

    @Option(names = "--threads", defaultValue = "2", description = "runs at once (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--tell", description = "run the first seed alone and tell all that happens")
    private boolean tell;

    @Option(names = "--mutant", description = "break a rule on purpose: ${COMPLETION-CANDIDATES}")
    private Mutant mutant = Mutant.NONE;

    @Option(names = "--results", description = "write the report as JSON there")
    private @Nullable Path results;

    private SimulationRig() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulationRig()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("meshplay-simulation-");
        if (tell) {
            try (SimulatedRooms.Parts parts = new SimulatedRooms.Parts(scratch)) {
                World.Outcome outcome = new Simulation(mutant, 1).one(first, parts, IO::println);
                IO.println(outcome);
                return outcome.findings().isEmpty() ? 0 : 1;
            }
        }
        long start = System.nanoTime();
        Simulation.Report report = new Simulation(mutant, FINDINGS_MAX).run(first, seeds, threads, scratch, seed -> {
            if (seed % PROGRESS_SEEDS == 0) {
                IO.println("seed " + seed);
            }
        });
        report.findings().forEach(IO::println);
        JsonObject result = JsonObject.mapFrom(report).put("seconds", (System.nanoTime() - start) / 1_000_000_000);
        IO.println(result.encodePrettily());
        Path file = results;
        if (file != null) {
            JsonObject whole = new JsonObject()
                    .put("measuredAt", Instant.now().toString())
                    .put(
                            "machine",
                            "%d cores, Java %s"
                                    .formatted(Runtime.getRuntime().availableProcessors(), Runtime.version()))
                    .put(
                            "plan",
                            new JsonObject()
                                    .put("first", first)
                                    .put("seeds", seeds)
                                    .put("threads", threads))
                    .put("result", result);
            Files.writeString(file, whole.encodePrettily() + "\n");
        }
        return report.findings().isEmpty() ? 0 : 1;
    }
}
