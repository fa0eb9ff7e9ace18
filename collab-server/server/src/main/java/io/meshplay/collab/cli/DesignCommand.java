package io.meshplay.collab.cli;

import io.meshplay.models.convert.DesignExporter;
import io.meshplay.models.convert.DesignExporter.Exported;
import io.meshplay.models.convert.DesignExporter.Target;
import io.meshplay.models.convert.ImportResult;
import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.design.Design;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code meshplay design}: what is done with designs that are files, without a server. */
@Command(
        name = "design",
        description = "Works on design files; no server is needed.",
        mixinStandardHelpOptions = true,
        subcommands = {DesignCommand.Convert.class, EvaluateCommand.class, CheckCommand.class})
final class DesignCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "design needs a command, such as convert");
    }

    /** {@code meshplay design convert}. */
    @Command(
            name = "convert",
            description = "Reads a design of any format and writes it in another.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:everything was read and written",
                "1:written, with findings or documents that were not taken",
                "2:the input cannot be used, or an argument is wrong; nothing is written"
            })
    static final class Convert implements Callable<Integer> {
        private static final int EXIT_FINDINGS = 1;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
        private CommandSpec spec;

        @Parameters(
                paramLabel = "<in>",
                description = "A design, Kubernetes manifest, chart, Compose file, OCI layout (file or archive), or the"
                        + " directory of a chart or kustomization.")
        private Path in = Path.of("");

        @Option(
                names = "--to",
                paramLabel = "<format>",
                required = true,
                description = "meshplay-v1beta3, meshplay-v1beta1, kubernetes, helm or oci.")
        private String to = "";

        @Option(names = "--out", paramLabel = "<file>", required = true, description = "The file to write.")
        private Path out = Path.of("");

        @Option(names = "--json", description = "Report as JSON.")
        private boolean json;

        @Override
        public Integer call() {
            Target target = Stream.of(Target.values())
                    .filter(one -> one.label().equals(to))
                    .findFirst()
                    .orElseThrow(() -> wrong(
                            "--to is " + to + ", must be meshplay-v1beta3, meshplay-v1beta1, kubernetes, helm or oci"));
            return switch (DesignFile.read(in)) {
                case ImportResult.Imported(Design design, ImportReport report) -> write(design, report, target);
                case ImportResult.Refused refused -> {
                    report().refused(in.toString(), refused.refusal());
                    yield ServerCommand.EXIT_USAGE;
                }
            };
        }

        private int write(Design design, ImportReport read, Target target) {
            Exported exported = DesignExporter.write(design, target);
            try {
                Files.write(out, exported.file());
            } catch (IOException e) {
                throw wrong("--out cannot be written: " + e.getMessage());
            }
            report().written(in.toString(), out.toString(), target, read, exported.leftOut());
            boolean findings = read.partial()
                    || !read.warnings().isEmpty()
                    || !exported.leftOut().isEmpty();
            return findings ? EXIT_FINDINGS : 0;
        }

        private ConvertReport report() {
            PrintWriter writer = spec.commandLine().getOut();
            return new ConvertReport(writer, json);
        }

        private ParameterException wrong(String message) {
            return new ParameterException(spec.commandLine(), message);
        }
    }
}
