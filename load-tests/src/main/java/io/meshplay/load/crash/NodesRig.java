package io.meshplay.load.crash;

import io.meshplay.load.rig.Results;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trial of a cluster by command; exit code 1 when it found anything. */
@Command(name = "nodes", description = "Strikes one node after the other under stock clients and looks for lost edits.")
public final class NodesRig implements Callable<Integer> {
    @Option(names = "--strikes", defaultValue = "100", description = "how often (default ${DEFAULT-VALUE})")
    private int strikes;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the waits (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--rooms", defaultValue = "3", description = "designs written at once (default ${DEFAULT-VALUE})")
    private int rooms;

    @Option(names = "--nodes", defaultValue = "3", description = "how many (default ${DEFAULT-VALUE})")
    private int nodes;

    @Option(
            names = "--how",
            split = ",",
            defaultValue = "kill",
            description = "kill, term or stop, or several of them (default ${DEFAULT-VALUE})")
    private List<String> hows = List.of();

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new NodesRig()).execute(arguments));
    }

    @Override
    public Integer call() {
        var plan = new NodesPlan(seed, strikes, rooms, nodes, hows);
        var report = new NodesTrial(plan, IO::println).run();
        IO.println("written to " + Results.write("nodes-" + String.join("-", hows), plan, report));
        return report.clean() ? 0 : 1;
    }
}
