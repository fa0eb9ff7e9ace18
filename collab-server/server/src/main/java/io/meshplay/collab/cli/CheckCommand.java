package io.meshplay.collab.cli;

import io.meshplay.collab.policy.Definitions;
import io.meshplay.models.check.CheckReport;
import io.meshplay.models.check.CheckSelection;
import io.meshplay.models.check.DesignChecker;
import io.meshplay.models.check.RegistryKnowledge;
import io.meshplay.models.check.Sarif;
import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.check.rule.CheckLimits;
import io.meshplay.models.check.rule.Severity;
import io.meshplay.models.convert.ImportResult;
import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** {@code meshplay design check}. */
@Command(
        name = "check",
        description = "Says what best practice a design goes against, and how to fix it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was found, and nothing was left out",
            "1:there are findings, or documents that were not taken",
            "2:the input cannot be used, or an argument is wrong"
        })
final class CheckCommand implements Callable<Integer> {
    private static final int EXIT_FINDINGS = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Parameters(paramLabel = "<file>", description = "A design of any format that design convert reads.")
    private Path file = Path.of("");

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<check>",
            description = "Makes these checks: ids or categories.")
    private List<String> only = List.of();

    @Option(names = "--skip", split = ",", paramLabel = "<check>", description = "Leaves these out: ids or categories.")
    private List<String> skip = List.of();

    @Option(
            names = "--severity",
            paramLabel = "<least>",
            description = "error, warning or info: this, and what is worse.")
    private String severity = Severity.INFO.label();

    @Option(names = "--sarif", paramLabel = "<file>", description = "Writes the findings as SARIF 2.1.0 too.")
    private @Nullable Path sarif;

    @Option(
            names = "--registry",
            paramLabel = "<path>",
            description = "Takes kinds and schemas from this registry in place of the built-in one.")
    private @Nullable Path registry;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        CheckSelection selection = selection();
        return switch (DesignFile.read(file)) {
            case ImportResult.Imported(Design design, ImportReport read) -> {
                CheckReport report = check(design, selection);
                if (sarif != null) {
                    write(sarif, report);
                }
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    out.println(JsonWriter.text(json(report, read)));
                } else {
                    text(out, report, read);
                }
                out.flush();
                boolean found = !report.findings().isEmpty() || report.leftOut() > 0;
                yield found || read.partial() ? EXIT_FINDINGS : 0;
            }
            case ImportResult.Refused refused -> {
                new ConvertReport(spec.commandLine().getOut(), json).refused(file.toString(), refused.refusal());
                yield ServerCommand.EXIT_USAGE;
            }
        };
    }

    private CheckSelection selection() {
        Severity least = Stream.of(Severity.values())
                .filter(one -> one.label().equals(severity))
                .findFirst()
                .orElseThrow(() -> wrong("--severity is " + severity + ", must be error, warning or info"));
        try {
            return new CheckSelection(stripped(only), stripped(skip), least);
        } catch (IllegalArgumentException e) {
            throw wrong("--" + e.getMessage());
        }
    }

    private static Set<String> stripped(List<String> names) {
        return names.stream().map(String::strip).collect(Collectors.toSet());
    }

    private CheckReport check(Design design, CheckSelection selection) {
        try (Definitions definitions = Definitions.open(registry)) {
            return new DesignChecker(RegistryKnowledge.of(definitions.registry()), CheckLimits.DEFAULTS)
                    .check(design, selection);
        } catch (IOException e) {
            throw wrong("--registry cannot be read: " + e.getMessage());
        }
    }

    private void write(Path out, CheckReport report) {
        try {
            Files.write(out, JsonWriter.bytes(Sarif.of(report, file.toString(), ServerVersion.number())));
        } catch (IOException e) {
            throw wrong("--sarif cannot be written: " + e.getMessage());
        }
    }

    private Json json(CheckReport report, ImportReport read) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("in", Json.of(file.toString()));
        fields.put("format", Json.of(read.format().label()));
        fields.put("partial", Json.of(read.partial()));
        fields.putAll(report.json().values());
        return new Json.Fields(fields);
    }

    private void text(PrintWriter out, CheckReport report, ImportReport read) {
        read.documents().stream()
                .filter(document -> document.refusal() != null)
                .forEach(document -> out.println(file + ": not taken: " + document.name()));
        for (CheckFinding finding : report.findings()) {
            String name = finding.namespace().isEmpty() ? finding.name() : finding.namespace() + "/" + finding.name();
            String fix = finding.fix().isEmpty() ? "" : ", fixable";
            String place = finding.kind() + " " + name + " " + finding.pointer();
            out.println(finding.check().severity().label() + ": " + place.stripTrailing() + ": " + finding.message()
                    + " [" + finding.check().id() + fix + "]");
        }
        String more = report.leftOut() == 0 ? "" : " and " + report.leftOut() + " more findings";
        out.println(report.count(Severity.ERROR) + " errors, " + report.count(Severity.WARNING) + " warnings, "
                + report.count(Severity.INFO) + " infos" + more + "; " + report.fixable() + " with a fix, "
                + report.ignored() + " ignored.");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
