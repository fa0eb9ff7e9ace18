package io.meshplay.models.convert.kustomize;

import io.meshplay.models.archive.FileTree;
import io.meshplay.models.convert.child.ChildLimits;
import io.meshplay.models.convert.child.ChildProcess;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.text.Document;
import io.meshplay.models.convert.text.Documents;
import io.meshplay.models.design.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tree of files with a kustomization. Every base, resource and component that a kustomization names must be in the tree:
 * what is elsewhere is refused before the binary starts, and so is everything that runs a program.
 */
public final class Kustomization {
    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final List<String> REFERENCES = List.of("resources", "bases", "components");
    private static final List<String> PROGRAMS =
            List.of("helmCharts", "helmChartInflationGenerator", "generators", "transformers", "validators");
    /** Fields whose texts are paths. */
    private static final Set<String> PATHS = Set.of(
            "path",
            "files",
            "env",
            "envs",
            "crds",
            "configurations",
            "patchesStrategicMerge",
            "patches",
            "replacements");

    private static final String DIRECTORY = "kustomization";
    private static final int COMPLAINT_CHARS_MAX = 500;

    private final FileTree files;
    private final ImportLimits limits;
    private final ChildProcess child;
    /** Directory to its kustomization. */
    private final Map<String, Json.Fields> kustomizations = new HashMap<>();

    private Kustomization(FileTree files, ImportLimits limits, ChildLimits childLimits) {
        this.files = files;
        this.limits = limits;
        this.child = new ChildProcess(childLimits);
    }

    /** {@return whether a file is a kustomization} */
    public static boolean is(Json.Fields file) {
        return file.text("kind").equals("Kustomization")
                && file.text("apiVersion").startsWith("kustomize.config.k8s.io/");
    }

    /** {@return the kustomization that a tree has; null when it has none} */
    public static @Nullable Kustomization of(FileTree tree, ImportLimits limits, ChildLimits childLimits) {
        return tree.named(NAMES).isEmpty() ? null : new Kustomization(tree, limits, childLimits);
    }

    /** {@return what the binary builds, as one YAML file} */
    public byte[] built() {
        String root = checkedRoot();
        List<String> command = command();
        command.add(root.isEmpty() ? DIRECTORY : DIRECTORY + "/" + root);
        var outcome = child.run(
                directory -> files.writeTo(Files.createDirectory(directory.resolve(DIRECTORY))), _ -> {}, command);
        if (outcome.exitCode() != 0) {
            String complaint = outcome.error()
                    .replaceAll("/\\S*meshplay-child-[0-9]+/" + DIRECTORY + "/?", "")
                    .replaceAll("\\s+", " ")
                    .strip();
            if (complaint.isEmpty()) {
                throw new ImportRefusedException(
                        Kind.RENDER_LIMIT,
                        "Kustomize broke off with exit code " + outcome.exitCode() + ": a limit of memory or time.");
            }
            String cut = complaint.substring(0, Math.min(complaint.length(), COMPLAINT_CHARS_MAX));
            throw new ImportRefusedException(Kind.RENDER_FAILED, "Kustomize cannot build it: " + cut + ".");
        }
        return outcome.out();
    }

    private static List<String> command() {
        Path kustomize = ChildProcess.binary("kustomize");
        if (kustomize != null) {
            return new ArrayList<>(List.of(kustomize.toString(), "build"));
        }
        Path kubectl = ChildProcess.binary("kubectl");
        if (kubectl != null) {
            return new ArrayList<>(List.of(kubectl.toString(), "kustomize"));
        }
        throw new ImportRefusedException(
                Kind.NOT_AVAILABLE,
                "This is a kustomization, and neither kustomize nor kubectl is on this machine. Build it with kustomize.");
    }

    /** {@return the one directory that no other refers to, after everything that is referred to was checked} */
    private String checkedRoot() {
        for (String path : files.named(NAMES)) {
            kustomizations.put(FileTree.directory(path), fields(path));
        }
        Set<String> referred = new HashSet<>();
        kustomizations.forEach((directory, fields) -> check(directory, fields, referred));
        List<String> roots = kustomizations.keySet().stream()
                .filter(directory -> !referred.contains(directory))
                .sorted()
                .toList();
        if (roots.size() != 1) {
            throw new ImportRefusedException(
                    Kind.NOT_A_DESIGN,
                    "There are " + roots.size() + " kustomizations that no other refers to " + roots
                            + "; one of them with its bases can be read at a time.");
        }
        return roots.getFirst();
    }

    private Json.Fields fields(String path) {
        byte[] bytes = files.files().getOrDefault(path, new byte[0]);
        for (Document document : Documents.read(bytes, path, limits)) {
            ImportRefusal refusal = document.refusal();
            if (refusal != null) {
                throw new ImportRefusedException(refusal);
            }
            if (document.value() instanceof Json.Fields fields) {
                return fields;
            }
        }
        return Json.NO_FIELDS;
    }

    /** A path that is an address would be fetched; literals and annotations may name what they like. */
    private static void refuseAddresses(String key, Json value) {
        switch (value) {
            case Json.Text(String text) -> {
                if (PATHS.contains(key) && text.contains("://") && !text.contains("\n")) {
                    throw new ImportRefusedException(
                            Kind.UNSUPPORTED, "\"" + text + "\" is an address; nothing is fetched from elsewhere.");
                }
            }
            case Json.Items(List<Json> items) -> items.forEach(item -> refuseAddresses(key, item));
            case Json.Fields(Map<String, Json> inner) -> inner.forEach(Kustomization::refuseAddresses);
            case Json.Nil _, Json.Flag _, Json.Numeral _ -> {}
        }
    }

    private void check(String directory, Json.Fields fields, Set<String> referred) {
        for (String program : PROGRAMS) {
            if (fields.find(program) != null) {
                throw new ImportRefusedException(
                        Kind.UNSUPPORTED,
                        "The kustomization uses " + program + ", which runs a program; it is not read.");
            }
        }
        fields.values().forEach(Kustomization::refuseAddresses);
        for (String field : REFERENCES) {
            for (Json item : fields.items(field)) {
                if (item instanceof Json.Text(String reference)) {
                    String path = resolved(directory, reference);
                    if (files.files().containsKey(path)) {
                        continue;
                    }
                    if (!kustomizations.containsKey(path)) {
                        throw new ImportRefusedException(
                                Kind.UNSUPPORTED,
                                "\"" + reference + "\" is not among the files; bases from elsewhere are not fetched.");
                    }
                    referred.add(path);
                }
            }
        }
    }

    /** {@return the path from the top of the tree; one that leaves it names nothing} */
    private static String resolved(String directory, String reference) {
        Path path = Path.of("/", directory, reference.replace('\0', '?')).normalize();
        return reference.startsWith("/") ? reference : path.toString().substring(1);
    }
}
