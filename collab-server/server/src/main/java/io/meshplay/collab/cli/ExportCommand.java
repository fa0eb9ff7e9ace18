package io.meshplay.collab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.policy.Definitions;
import io.meshplay.models.registry.ModelDefinition;
import io.meshplay.models.registry.Registry;
import io.meshplay.models.registry.export.ExportLimits;
import io.meshplay.models.registry.export.ExportRefusedException;
import io.meshplay.models.registry.export.ExportWriter;
import io.meshplay.models.registry.export.ExportWriter.Target;
import io.meshplay.models.registry.export.ModelExport;
import io.meshplay.models.registry.export.ModelExport.Exported;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshplay registry export}. */
@Command(
        name = "export",
        description = "Writes a model with its components and relationships, as Meshplay and registry load read it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was written, or stood there already",
            "1:written, but for what is told",
            "2:there is no such model, something else is in its place, or an argument is wrong; nothing is written"
        })
final class ExportCommand implements Callable<Integer> {
    private static final int EXIT_PARTLY = 1;
    private static final int NAMES_SHOWN = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Parameters(
            paramLabel = "<model[@version]>",
            description = "Name of a model; without a version the latest one that has components.")
    private String model = "";

    @Option(names = "--to", paramLabel = "<form>", required = true, description = "directory or oci.")
    private String to = "";

    @Option(
            names = "--out",
            paramLabel = "<path>",
            required = true,
            description = "The directory to write into, or the tar. What stands there is never changed.")
    private Path out = Path.of("");

    @Option(
            names = "--registry",
            paramLabel = "<path>",
            description =
                    "Exports of this registry in place of the built-in one: its file, or a directory or archive of"
                            + " definitions.")
    private @Nullable Path path;

    @Option(names = "--json", description = "Report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Target target = Stream.of(Target.values())
                .filter(one -> one.label().equals(to))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "--to is " + to + ", must be directory or oci"));
        try (Registry registry = registry()) {
            ModelDefinition found = found(registry);
            if (found == null) {
                return refused(unknown(registry));
            }
            Exported exported = ModelExport.of(registry, found, ExportLimits.DEFAULTS);
            ExportWriter.write(exported, target, out);
            say(exported);
            return exported.leftOut().isEmpty() ? 0 : EXIT_PARTLY;
        } catch (ExportRefusedException e) {
            return refused(e.reason());
        } catch (IOException e) {
            return refused("It cannot be written: " + e + ".");
        }
    }

    private Registry registry() {
        try {
            return Definitions.registry(path);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--registry cannot be read: " + e.getMessage());
        }
    }

    private String name() {
        int at = model.lastIndexOf('@');
        return at < 0 ? model : model.substring(0, at);
    }

    private @Nullable ModelDefinition found(Registry registry) {
        String version = model.substring(Math.min(model.length(), name().length() + 1));
        return (model.contains("@") ? registry.model(new ModelDefinition.Key(name(), version)) : registry.latest(model))
                .orElse(null);
    }

    private String unknown(Registry registry) {
        List<String> versions = registry.models().stream()
                .filter(one -> one.name().equals(name()))
                .map(ModelDefinition::version)
                .toList();
        if (!versions.isEmpty()) {
            return "The registry has " + name() + " in the versions " + String.join(", ", versions) + " only.";
        }
        String near = registry.search().find(name(), 100).stream()
                .map(one -> one.model().name())
                .distinct()
                .limit(NAMES_SHOWN)
                .collect(Collectors.joining(", "));
        return "The registry has no model of that name" + (near.isEmpty() ? "." : "; it has " + near + ".");
    }

    private int refused(String reason) {
        PrintWriter writer = spec.commandLine().getOut();
        writer.println(
                json
                        ? JsonNodeFactory.instance
                                .objectNode()
                                .put("model", model)
                                .put("reason", reason)
                        : model + ": " + reason);
        writer.flush();
        return ServerCommand.EXIT_USAGE;
    }

    private void say(Exported exported) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json) {
            writer.println(json(exported));
        } else {
            exported.leftOut().forEach(one -> writer.println(one.path() + ": " + one.message()));
            writer.println(exported.model().name() + " " + exported.model().version() + " is in " + out + ": "
                    + exported.components() + " components, " + exported.relationships() + " relationships.");
        }
        writer.flush();
    }

    private ObjectNode json(Exported exported) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("model", exported.model().name())
                .put("version", exported.model().version());
        node.put("to", to)
                .put("out", out.toString())
                .put("files", exported.files().size());
        node.put("components", exported.components()).put("relationships", exported.relationships());
        ArrayNode leftOut = node.putArray("leftOut");
        exported.leftOut()
                .forEach(one -> leftOut.addObject().put("path", one.path()).put("message", one.message()));
        return node;
    }
}
