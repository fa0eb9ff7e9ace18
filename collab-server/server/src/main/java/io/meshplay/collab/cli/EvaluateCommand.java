package io.meshplay.collab.cli;

import io.meshplay.collab.policy.Definitions;
import io.meshplay.models.convert.ImportResult;
import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.policy.Action;
import io.meshplay.models.relationship.policy.Evaluation;
import io.meshplay.models.relationship.policy.Situation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshplay design evaluate}. */
@Command(
        name = "evaluate",
        description = "Says which relationships the values of a design make, and what drawn ones would write.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is to be written, and nothing was left out",
            "1:there are values to write, remarks, or documents that were not taken",
            "2:the input cannot be used, or an argument is wrong"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final int EXIT_FINDINGS = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Parameters(paramLabel = "<file>", description = "A design of any format that design convert reads.")
    private Path file = Path.of("");

    @Option(
            names = "--registry",
            paramLabel = "<path>",
            description =
                    "Evaluates with this registry in place of the built-in one: its file, or a directory or archive"
                            + " of definitions.")
    private @Nullable Path registry;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return switch (DesignFile.read(file)) {
            case ImportResult.Imported(Design design, ImportReport report) -> {
                Evaluation evaluation = evaluate(design);
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    out.println(JsonWriter.text(json(evaluation, report)));
                } else {
                    text(out, evaluation, report);
                }
                out.flush();
                boolean writes = !evaluation.proposed().isEmpty();
                yield writes || !evaluation.remarks().isEmpty() || report.partial() ? EXIT_FINDINGS : 0;
            }
            case ImportResult.Refused refused -> {
                new ConvertReport(spec.commandLine().getOut(), json).refused(file.toString(), refused.refusal());
                yield ServerCommand.EXIT_USAGE;
            }
        };
    }

    private Evaluation evaluate(Design design) {
        try (Definitions definitions = Definitions.open(registry)) {
            return definitions.engine().evaluate(Situation.of(design));
        } catch (IOException e) {
            throw wrong("--registry cannot be read: " + e.getMessage());
        }
    }

    private Json json(Evaluation evaluation, ImportReport report) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("in", Json.of(file.toString()));
        fields.put("format", Json.of(report.format().label()));
        fields.put("partial", Json.of(report.partial()));
        fields.putAll(evaluation.json().values());
        return new Json.Fields(fields);
    }

    private void text(PrintWriter out, Evaluation evaluation, ImportReport report) {
        report.documents().stream()
                .filter(document -> document.refusal() != null)
                .forEach(document -> out.println(file + ": not taken: " + document.name()));
        for (Action action : evaluation.actions()) {
            out.println(verb(action) + ": " + action.reason().words());
        }
        evaluation
                .remarks()
                .forEach(remark -> out.println(remark.kind().name().toLowerCase(Locale.ROOT) + ": " + remark.words()));
        long writes = evaluation.actions().stream()
                .filter(Action.PatchComponent.class::isInstance)
                .count();
        out.println(evaluation.inferred().size() + " inferred relationships, " + writes + " values to write, "
                + evaluation.remarks().size() + " remarks.");
    }

    private static String verb(Action action) {
        return switch (action) {
            case Action.AddRelationship(var _, boolean inferred, var _) -> inferred ? "inferred" : "relate";
            case Action.UpdateRelationship _ -> "remember";
            case Action.RemoveRelationship _ -> "unrelate";
            case Action.PatchComponent(var _, var _, Json value, var _) -> value == null ? "remove" : "write";
            case Action.AddComponent _ -> "add";
        };
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
