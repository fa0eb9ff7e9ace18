package io.meshplay.load.fault;

import io.meshplay.load.rig.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The faults by command, one after the other; exit code 1 when one did harm. */
@Command(name = "faults", description = "Lets disk, clock and network fail under stock clients.")
public final class FaultRig implements Callable<Integer> {
    @Option(
            names = "--only",
            description = "one of them: slow-store, failing-store, full-disk, clock-jump, torn-write, "
                    + "half-open, deaf-client")
    private @Nullable String only;

    @Option(names = "--seed", defaultValue = "1", description = "of how long and how much (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--rounds", defaultValue = "10", description = "how often each (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--rooms", defaultValue = "2", description = "designs written at once (default ${DEFAULT-VALUE})")
    private int rooms;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What is run. */
    private record Plan(long seed, int rounds, int rooms) {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultRig()).execute(arguments));
    }

    @Override
    public Integer call() {
        var reports = new ArrayList<FaultReport>();
        for (var fault : chosen()) {
            var report = new FaultTrial(new FaultPlan(fault, seed, rounds, rooms), IO::println).run();
            IO.println(report);
            reports.add(report);
        }
        var name = only == null ? "faults" : "fault-" + only;
        IO.println("written to " + Results.write(name, new Plan(seed, rounds, rooms), reports));
        return reports.stream().allMatch(FaultReport::clean) ? 0 : 1;
    }

    private List<Fault> chosen() {
        var all = Arrays.asList(Fault.values());
        var some = all.stream()
                .filter(fault -> only == null || fault.title().equals(only))
                .toList();
        if (some.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no fault " + only + ", only "
                            + all.stream().map(Fault::title).toList());
        }
        return some;
    }
}
