package io.meshplay.collab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.models.registry.LoadReport;
import io.meshplay.models.registry.RegistryLoader;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshplay registry}: what is done with registries that are files, without a server. */
@Command(
        name = "registry",
        description = "Works on registries of models; no server is needed.",
        mixinStandardHelpOptions = true,
        subcommands = {RegistryCommand.Load.class, ExportCommand.class})
final class RegistryCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "registry needs a command: load or export");
    }

    /** {@code meshplay registry load}. */
    @Command(
            name = "load",
            description = "Loads models, components and relationships, and says what was not taken.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:every file was taken",
                "1:some files were not taken",
                "2:the input cannot be used, or an argument is wrong"
            })
    static final class Load implements Callable<Integer> {
        private static final int EXIT_PARTLY = 1;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
        private CommandSpec spec;

        @Parameters(
                paramLabel = "<path>",
                description =
                        "A directory, a tar, tar.gz, zip or OCI layout, a chart, or one definition, custom resource"
                                + " definition or OpenAPI document of a cluster.")
        private Path path = Path.of("");

        @Option(names = "--out", paramLabel = "<file>", description = "Keep the registry in this file.")
        private @Nullable Path out;

        @Option(names = "--json", description = "Report as JSON.")
        private boolean json;

        @Override
        public Integer call() {
            if (!Files.exists(path)) {
                return unusable("There is no such file or directory.");
            }
            var loader = new RegistryLoader();
            Path file = out;
            try (Loaded loaded = file == null ? loader.load(path) : loader.load(path, file)) {
                LoadReport report = loaded.report();
                say(report);
                int refused = report.refused().size() + report.refusedMore();
                return report.taken() == 0 ? ServerCommand.EXIT_USAGE : refused == 0 ? 0 : EXIT_PARTLY;
            } catch (IOException e) {
                return unusable("It cannot be loaded: " + e.getMessage() + ".");
            }
        }

        private int unusable(String reason) {
            PrintWriter writer = spec.commandLine().getOut();
            writer.println(
                    json
                            ? JsonNodeFactory.instance
                                    .objectNode()
                                    .put("path", path.toString())
                                    .put("reason", reason)
                            : path + ": " + reason);
            writer.flush();
            return ServerCommand.EXIT_USAGE;
        }

        private void say(LoadReport report) {
            PrintWriter writer = spec.commandLine().getOut();
            if (json) {
                writer.println(json(report));
            } else {
                report.refused().forEach(one -> writer.println(one.path() + ": " + one.reason()));
                writer.println(String.format(
                        Locale.ROOT,
                        "%d of %d files taken: %d models, %d components, %d relationships, in %.1f s.",
                        report.taken(),
                        report.files(),
                        report.models(),
                        report.components(),
                        report.relationships(),
                        seconds(report)));
            }
            writer.flush();
        }

        private static ObjectNode json(LoadReport report) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("files", report.files()).put("taken", report.taken());
            ArrayNode refused = node.putArray("refused");
            report.refused()
                    .forEach(one -> refused.addObject().put("path", one.path()).put("reason", one.reason()));
            node.put("refusedMore", report.refusedMore());
            node.put("modelFiles", report.modelFiles()).put("models", report.models());
            node.put("emptyModels", report.emptyModels()).put("components", report.components());
            node.put("relationships", report.relationships()).put("schemas", report.schemas());
            return node.put("seconds", seconds(report));
        }

        private static double seconds(LoadReport report) {
            return report.took().toMillis() / 1_000.0;
        }
    }
}
