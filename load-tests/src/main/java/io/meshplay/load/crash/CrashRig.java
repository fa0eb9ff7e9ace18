package io.meshplay.load.crash;

import io.meshplay.load.rig.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The crash trial by command; exit code 1 when it found anything. */
@Command(name = "crash", description = "Kills the server at random under stock clients and looks for lost edits.")
public final class CrashRig implements Callable<Integer> {
    @Option(names = "--kills", defaultValue = "300", description = "how often to kill (default ${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the waits (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--rooms", defaultValue = "3", description = "designs written at once (default ${DEFAULT-VALUE})")
    private int rooms;

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CrashRig()).execute(arguments));
    }

    @Override
    public Integer call() {
        var plan = new CrashPlan(seed, kills, rooms);
        var report = new CrashTrial(plan, IO::println).run();
        IO.println("written to " + Results.write("crash", plan, report));
        return report.clean() ? 0 : 1;
    }
}
