package io.meshplay.models.convert.helm;

import io.meshplay.models.archive.FileTree;
import io.meshplay.models.convert.child.ChildLimits;
import io.meshplay.models.convert.child.ChildProcess;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.text.Document;
import io.meshplay.models.convert.text.Documents;
import io.meshplay.models.design.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A chart as a tree of files, rendered and linted by Helm in a child process, with the chart's own values. */
public final class HelmChart {
    private static final String CHART_FILE = "Chart.yaml";
    private static final String CRDS = "crds/";
    private static final String DIRECTORY = "chart";
    private static final int COMPLAINT_CHARS_MAX = 500;
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "x86_64", "aarch64", "arm64");

    private final FileTree files;
    private final ChildProcess child;

    private HelmChart(FileTree files, ChildLimits limits) {
        this.files = files;
        this.child = new ChildProcess(limits);
    }

    /** {@return the chart that a tree is, at its top or in its only directory; null when it is none} */
    public static @Nullable HelmChart of(FileTree tree, ChildLimits limits) {
        if (tree.files().containsKey(CHART_FILE)) {
            return new HelmChart(tree, limits);
        }
        List<String> tops = tree.files().keySet().stream()
                .map(path -> path.substring(0, Math.max(0, path.indexOf('/'))))
                .distinct()
                .toList();
        boolean one = tops.size() == 1 && tree.files().containsKey(tops.getFirst() + "/" + CHART_FILE);
        return one ? new HelmChart(tree.under(tops.getFirst()), limits) : null;
    }

    /** {@return the name of the design that was written as this chart, else its own name; empty when it says none} */
    public String name() {
        byte[] file = files.files().getOrDefault(CHART_FILE, new byte[0]);
        try {
            for (Document document : Documents.read(file, CHART_FILE, ImportLimits.DEFAULTS)) {
                if (document.value() instanceof Json.Fields chart) {
                    String design = chart.fields("annotations").text(ChartWriter.DESIGN);
                    return design.isEmpty() ? chart.text("name") : design;
                }
            }
        } catch (ImportRefusedException _) {
            // Helm says what is wrong with it when it renders.
        }
        return "";
    }

    /**
     * {@return its custom resource definitions and what its templates make, as one YAML file}
     *
     * @param release the release's name
     */
    public byte[] rendered(String release) {
        var rendered = new ByteArrayOutputStream();
        files.files().forEach((path, bytes) -> {
            String name = path.toLowerCase(Locale.ROOT);
            if (path.startsWith(CRDS) && (name.endsWith(".yaml") || name.endsWith(".yml"))) {
                rendered.writeBytes(
                        ("---\n# Source: " + path.replaceAll("\\s", "_") + "\n").getBytes(StandardCharsets.UTF_8));
                rendered.writeBytes(bytes);
                rendered.write('\n');
            }
        });
        rendered.writeBytes(run("template", release));
        return rendered.toByteArray();
    }

    /** {@return what Helm's linter says: its first line is {@code passed} or {@code failed}} */
    public String lint() {
        return new String(run("lint", "release"), StandardCharsets.UTF_8);
    }

    private byte[] run(String what, String release) {
        requireEngine();
        var answer = new AtomicReference<byte @Nullable []>();
        var complaint = new AtomicReference<>("");
        var outcome = child.java(
                directory ->
                        files.mapped(HelmChart::prepared).writeTo(Files.createDirectory(directory.resolve(DIRECTORY))),
                directory -> {
                    answer.set(read(directory.resolve(HelmChild.ANSWER)));
                    byte[] said = read(directory.resolve(HelmChild.COMPLAINT));
                    complaint.set(said == null ? "" : new String(said, StandardCharsets.UTF_8));
                },
                HelmChild.class,
                what,
                DIRECTORY,
                release);
        byte[] rendered = answer.get();
        if (outcome.exitCode() == 0 && rendered != null) {
            return rendered;
        }
        if (outcome.exitCode() == HelmChild.EXIT_REFUSED) {
            throw new ImportRefusedException(
                    Kind.RENDER_FAILED, "Helm cannot render the chart: " + tidy(complaint.get()));
        }
        throw new ImportRefusedException(
                Kind.RENDER_LIMIT,
                "Helm broke off with exit code " + outcome.exitCode() + ": a limit of memory or time.");
    }

    private static byte[] prepared(String path, byte[] file) {
        return path.contains("templates/") ? Lookups.removed(file) : file;
    }

    private byte @Nullable [] read(Path file) throws IOException {
        return Files.exists(file) ? child.answer(file) : null;
    }

    private static void requireEngine() {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        String architecture = System.getProperty("os.arch");
        boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
        String library = arm ? "helm-linux-arm64.so" : "helm-linux-amd64.so";
        if (!linux
                || !ARCHITECTURES.contains(architecture)
                || HelmChart.class.getClassLoader().getResource(library) == null) {
            throw new ImportRefusedException(
                    Kind.NOT_AVAILABLE,
                    "Helm's engine is not on this machine (" + architecture
                            + "). Render the chart with helm template.");
        }
    }

    private static String tidy(String complaint) {
        String line = complaint
                .replaceAll("/\\S*meshplay-child-[0-9]+/", "")
                .replaceAll("\\s+", " ")
                .strip();
        String cut = line.length() > COMPLAINT_CHARS_MAX ? line.substring(0, COMPLAINT_CHARS_MAX) + "…" : line;
        return cut.endsWith(".") ? cut : cut + ".";
    }
}
