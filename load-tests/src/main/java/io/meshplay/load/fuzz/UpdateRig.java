package io.meshplay.load.fuzz;

import io.meshplay.crdt.fuzz.FuzzRun;
import io.meshplay.load.rig.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The fuzz of the gatekeeper by command; exit code 1 when it found anything. */
@Command(name = "fuzz", description = "Offers generated updates to the gatekeeper; stock Yjs judges what it takes.")
public final class UpdateRig implements Callable<Integer> {
    private static final int FAILURES_MAX = 100;

    @Option(names = "--cases", defaultValue = "1000000", description = "updates (default ${DEFAULT-VALUE})")
    private int cases;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the updates (default ${DEFAULT-VALUE})")
    private long seed;

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new UpdateRig()).execute(arguments));
    }

    @Override
    public Integer call() {
        var plan = new FuzzRun.Plan(seed, cases, FAILURES_MAX);
        var report = FuzzRun.run(plan);
        IO.println(report);
        IO.println("written to " + Results.write("fuzz", plan, report));
        return report.failures().isEmpty() ? 0 : 1;
    }
}
