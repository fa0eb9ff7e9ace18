package io.meshplay.load.crash;

import io.meshplay.load.rig.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The crash trial by command; exit code 1 when it found anything. */
@Command(name = "crash", description = "Kills the server at random under stock clients and looks for lost edits.")
public final class CrashRig implements Callable<Integer> {
    private static final int MONGO_OPERATIONS_PER_SECOND = 40;

    @Option(names = "--kills", defaultValue = "300", description = "how often to kill (default ${DEFAULT-VALUE})")
    private int kills;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the waits (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--rooms", defaultValue = "3", description = "designs written at once (default ${DEFAULT-VALUE})")
    private int rooms;

    @Option(names = "--store", defaultValue = "sqlite", description = "sqlite or mongo (default ${DEFAULT-VALUE})")
    private Store store = Store.SQLITE;

    /** What the server writes to. */
    private enum Store {
        SQLITE,
        MONGO
    }

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CrashRig())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() {
        var onMongo = store == Store.MONGO;
        // FerretDB scans all that it holds: writers without a bound would measure that
        var plan = new CrashPlan(seed, kills, rooms, onMongo ? MONGO_OPERATIONS_PER_SECOND : 0);
        var trial = onMongo
                ? new CrashTrial(plan, IO::println, data -> Victim.mongo(data, seed))
                : new CrashTrial(plan, IO::println);
        var report = trial.run();
        IO.println("written to " + Results.write(onMongo ? "crash-mongo" : "crash", plan, report));
        return report.clean() ? 0 : 1;
    }
}
