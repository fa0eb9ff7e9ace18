package io.meshplay.load.fuzz;

import io.meshplay.load.rig.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trial of hostile frames by command; exit code 1 when it found anything. */
@Command(name = "frames", description = "Sends hostile frames of both framings to the built server.")
public final class FrameRig implements Callable<Integer> {
    @Option(names = "--frames", defaultValue = "100000", description = "how many (default ${DEFAULT-VALUE})")
    private int frames;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the frames (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--attackers", defaultValue = "4", description = "sockets at once (default ${DEFAULT-VALUE})")
    private int attackers;

    @Option(
            names = "--frames-per-room",
            defaultValue = "300",
            description = "then a new one (default ${DEFAULT-VALUE})")
    private int framesPerRoom;

    @Option(names = "--quiet-seconds", defaultValue = "15", description = "measured before (default ${DEFAULT-VALUE})")
    private int quietSeconds;

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FrameRig()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var plan = new FramePlan(seed, frames, attackers, framesPerRoom, quietSeconds);
        var report = new FrameTrial(plan).run();
        IO.println(report);
        IO.println("written to " + Results.write("frames", plan, report));
        return report.clean() ? 0 : 1;
    }
}
