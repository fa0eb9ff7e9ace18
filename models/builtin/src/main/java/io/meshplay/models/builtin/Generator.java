package io.meshplay.models.builtin;

import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.LoadReport;
import io.meshplay.models.registry.RegistryLimits;
import io.meshplay.models.registry.RegistryLoader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes the built-in models: fetches the packages, reads their kinds, writes them as definitions and loads those into a
 * registry file. The file is kept under its fingerprint, so it is made once for one list of packages.
 *
 * <p>Arguments: directory of sources, file to write, directory to keep made files in.
 */
final class Generator {
    private static final Logger LOG = System.getLogger(Generator.class.getName());

    private final Path sources;
    private final Path workspace;

    Generator(Path sources, Path workspace) {
        this.sources = sources;
        this.workspace = workspace;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "arguments: directory of sources, file to write, directory to keep files in");
        }
        Path sources = Path.of(arguments[0]);
        try {
            Path made = made(sources, Path.of(arguments[2]));
            Path target = Path.of(arguments[1]).toAbsolutePath();
            Files.createDirectories(target.getParent());
            Files.copy(made, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (NotMadeException e) {
            LOG.log(Level.ERROR, e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    /** {@return the registry file, made unless one of the same fingerprint was kept} */
    static Path made(Path sources, Path kept) throws IOException, NotMadeException {
        Path file = kept.resolve(Fingerprint.of(sources) + ".registry");
        if (Files.exists(file)) {
            return file;
        }
        LOG.log(Level.INFO, "making the built-in models, once: about 300 MB of packages are fetched");
        Files.createDirectories(kept);
        Path workspace = Files.createTempDirectory(kept, "making");
        try {
            Path part = workspace.resolve("models.registry");
            LoadReport report = new Generator(sources, workspace).write(part);
            LOG.log(
                    Level.INFO,
                    () -> "made " + report.models() + " models with " + report.components() + " components");
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            delete(workspace);
        }
    }

    private LoadReport write(Path file) throws IOException, NotMadeException {
        Path definitions = Files.createDirectory(workspace.resolve("definitions"));
        var writer = new DefinitionWriter(definitions);
        for (Source source : list(sources)) {
            String icon = Files.readString(sources.resolve("icons").resolve(source.icon() + ".svg"));
            List<Kind> kinds = kinds(source, new Packages(workspace, Map.of()));
            for (Kind kind : kinds) {
                writer.write(source, kind, icon.strip());
            }
            LOG.log(Level.INFO, () -> source.title() + ": " + kinds.size() + " kinds of " + source.origin());
        }
        try (var loaded = new RegistryLoader(RegistryLimits.DEFAULTS, 2).load(definitions, file)) {
            if (!loaded.report().refused().isEmpty()) {
                throw new NotMadeException(
                        "a definition is refused: " + loaded.report().refused().getFirst());
            }
            return loaded.report();
        }
    }

    static List<Source> list(Path sources) throws IOException, NotMadeException {
        byte[] list = Files.readString(sources.resolve("sources.json")).getBytes(StandardCharsets.UTF_8);
        return Source.list(JsonReader.read(list, 8, (_, _) -> {}));
    }

    static List<Kind> kinds(Source source, Packages packages) throws IOException, NotMadeException {
        Predicate<String> wanted = switch (source.form()) {
            case TYPES -> path -> TypeScriptModels.wanted(path, source);
            case CRDS -> source::wants;
            case JAVA -> JavaModels::wanted;
            case KUBERNETES -> path -> path.equals(KubernetesApi.OPEN_API) || path.startsWith(KubernetesApi.DISCOVERY);
        };
        Map<String, byte[]> files = packages.fetch(source.origin(), wanted);
        List<Kind> kinds = switch (source.form()) {
            case KUBERNETES -> KubernetesApi.read(files);
            case CRDS -> Crds.read(files);
            case TYPES -> TypeScriptModels.read(files);
            case JAVA -> JavaModels.read(files, source);
        };
        if (kinds.isEmpty()) {
            throw new NotMadeException(source.origin() + " holds no kinds");
        }
        return kinds;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
