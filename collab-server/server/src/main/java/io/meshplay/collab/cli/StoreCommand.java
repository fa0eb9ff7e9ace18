package io.meshplay.collab.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that take a store and do not serve it. */
final class StoreCommand {
    private StoreCommand() {}

    /** {@code meshplay backup}. */
    @Command(
            name = "backup",
            description = "Writes everything that a store holds into one file; servers may run on it.",
            mixinStandardHelpOptions = true)
    static final class Backup implements Callable<Integer> {
        private final StoreTasks tasks;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
        private CommandSpec spec;

        @Mixin
        private final PlaceArguments place = new PlaceArguments();

        @Option(names = "--to", paramLabel = "<file>", required = true, description = "The file to make.")
        private Path to = Path.of("");

        Backup(StoreTasks tasks) {
            this.tasks = tasks;
        }

        @Override
        public Integer call() throws Exception {
            return tasks.backup(checked(spec, () -> place.read(System.getenv())), to);
        }
    }

    /** {@code meshplay restore}. */
    @Command(
            name = "restore",
            description =
                    "Fills a new or empty data directory or database from a backup, and loads every design of it once.",
            mixinStandardHelpOptions = true)
    static final class Restore implements Callable<Integer> {
        private final StoreTasks tasks;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
        private CommandSpec spec;

        @Mixin
        private final PlaceArguments place = new PlaceArguments();

        @Option(names = "--from", paramLabel = "<file>", required = true, description = "The backup.")
        private Path from = Path.of("");

        @Option(
                names = "--cluster-name",
                paramLabel = "<name>",
                defaultValue = "meshplay",
                description = "The cluster that is to own the database. Default: ${DEFAULT-VALUE}")
        private String clusterName = "";

        @Option(
                names = "--cluster-secret-file",
                paramLabel = "<file>",
                defaultValue = "",
                description = "Holds that cluster's secret; or the environment's MESHPLAY_CLUSTER_SECRET.")
        private String secretFile = "";

        @Option(
                names = "--same-history",
                description =
                        "Nothing was edited since the backup: clients go on where they are. Without it each design"
                                + " begins a new history line, and a client that knows the old one opens the design anew.")
        private boolean sameHistory;

        Restore(StoreTasks tasks) {
            this.tasks = tasks;
        }

        @Override
        public Integer call() throws Exception {
            return tasks.restore(
                    from, checked(spec, () -> place.filled(System.getenv(), clusterName, secretFile)), sameHistory);
        }
    }

    /** {@code meshplay verify}. */
    @Command(
            name = "verify",
            description = "Reads everything that a store holds and loads every design; servers may run on it.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        private final StoreTasks tasks;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
        private CommandSpec spec;

        @Mixin
        private final PlaceArguments place = new PlaceArguments();

        Verify(StoreTasks tasks) {
            this.tasks = tasks;
        }

        @Override
        public Integer call() throws Exception {
            return tasks.verify(checked(spec, () -> place.read(System.getenv())));
        }
    }

    private static StorePlace checked(CommandSpec spec, Supplier<StorePlace> arguments) {
        try {
            return arguments.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
