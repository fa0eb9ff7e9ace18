package io.meshplay.collab.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands that take a store and do not serve it. */
final class StoreCommand {
    private StoreCommand() {}

    /** {@code meshplay backup}. */
    @Command(
            name = "backup",
            description = "Writes everything that a data directory holds into one file; a server may run on it.",
            mixinStandardHelpOptions = true)
    static final class Backup implements Callable<Integer> {
        private final StoreTasks tasks;

        @Option(
                names = "--data",
                paramLabel = "<directory>",
                defaultValue = "./data",
                description = "What to save. Default: ${DEFAULT-VALUE}")
        private Path data = Path.of("");

        @Option(names = "--to", paramLabel = "<file>", required = true, description = "The file to make.")
        private Path to = Path.of("");

        Backup(StoreTasks tasks) {
            this.tasks = tasks;
        }

        @Override
        public Integer call() throws Exception {
            return tasks.backup(data, to);
        }
    }

    /** {@code meshplay restore}. */
    @Command(
            name = "restore",
            description = "Fills a new or empty data directory from a backup, and loads every design of it once.",
            mixinStandardHelpOptions = true)
    static final class Restore implements Callable<Integer> {
        private final StoreTasks tasks;

        @Option(names = "--from", paramLabel = "<file>", required = true, description = "The backup.")
        private Path from = Path.of("");

        @Option(names = "--data", paramLabel = "<directory>", required = true, description = "The directory to fill.")
        private Path data = Path.of("");

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
            return tasks.restore(from, data, sameHistory);
        }
    }

    /** {@code meshplay verify}. */
    @Command(
            name = "verify",
            description =
                    "Reads everything that a data directory holds and loads every design; a server may run on it.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        private final StoreTasks tasks;

        @Option(
                names = "--data",
                paramLabel = "<directory>",
                defaultValue = "./data",
                description = "What to read. Default: ${DEFAULT-VALUE}")
        private Path data = Path.of("");

        Verify(StoreTasks tasks) {
            this.tasks = tasks;
        }

        @Override
        public Integer call() throws Exception {
            return tasks.verify(data);
        }
    }
}
