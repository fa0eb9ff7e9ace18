package io.meshplay.load.registry;

import io.meshplay.load.rig.Results;
import io.meshplay.load.rig.TemporaryDirectory;
import io.meshplay.load.rig.Workspace;
import io.meshplay.load.sync.Percentiles;
import io.meshplay.models.registry.ComponentDefinition;
import io.meshplay.models.registry.LoadReport;
import io.meshplay.models.registry.Registry;
import io.meshplay.models.registry.RegistryLoader;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The time that a registry of the size of Meshplay's takes to load, to open and to search; 1 when a goal is missed. */
@Command(name = "registry", description = "Loads, opens and searches a registry generated from the shared fixtures.")
public final class RegistryBench implements Callable<Integer> {
    private static final int LOAD_SECONDS_MAX = 60;
    private static final int OPEN_SECONDS_MAX = 2;
    private static final int SEARCH_MILLIS_MAX = 5;
    private static final int SHOWN = 20;

    @Option(names = "--components", defaultValue = "16034", description = "how many (default ${DEFAULT-VALUE})")
    private int components;

    @Option(names = "--searches", defaultValue = "5000", description = "searches measured (default ${DEFAULT-VALUE})")
    private int searches;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the queries (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--fixtures",
            defaultValue = "",
            description = "directory of a registry; default: ../shared/fixtures/meshplay-registry, if it is there")
    private String fixtures = "";

    /**
     * What is run.
     *
     * @param components components of the registry
     * @param searches searches measured
     * @param seed decides the queries
     * @param heapMegabytes largest heap
     */
    record Plan(int components, int searches, long seed, long heapMegabytes) {}

    /**
     * What came out.
     *
     * @param files files loaded
     * @param sourceMegabytes size of them
     * @param components components taken
     * @param schemas different schemas
     * @param loadSeconds time to load them
     * @param fileMegabytes size of the registry's file
     * @param openSeconds time to open it
     * @param search time of a search
     * @param met whether each goal is met: 60 s, 2 s, 5 ms at p99
     */
    record Report(
            int files,
            long sourceMegabytes,
            int components,
            int schemas,
            double loadSeconds,
            long fileMegabytes,
            double openSeconds,
            Percentiles search,
            boolean met) {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RegistryBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path from = Workspace.fixtures(fixtures, "meshplay-registry");
        if (!Files.isDirectory(from)) {
            IO.println("the shared fixtures are not here");
            return 2;
        }
        var plan = new Plan(components, searches, seed, Runtime.getRuntime().maxMemory() >> 20);
        Report report = run(from, plan);
        IO.println(report);
        IO.println("written to " + Results.write("registry", plan, report));
        return report.met() ? 0 : 1;
    }

    private static Report run(Path fixtures, Plan plan) throws IOException {
        try (var directory = TemporaryDirectory.create()) {
            Path source = directory.path().resolve("source");
            Path file = directory.path().resolve("registry.bin");
            long bytes = new GeneratedRegistry(fixtures, source).write(plan.components());
            LoadReport loaded;
            try (Loaded load = new RegistryLoader().load(source, file)) {
                loaded = load.report();
            }
            long start = System.nanoTime();
            try (Registry registry = Registry.open(file)) {
                registry.search().find("pod", SHOWN);
                double openSeconds = (System.nanoTime() - start) / 1e9;
                Percentiles search = search(registry, plan);
                double loadSeconds = loaded.took().toMillis() / 1e3;
                boolean met = loadSeconds <= LOAD_SECONDS_MAX
                        && openSeconds <= OPEN_SECONDS_MAX
                        && search.p99Millis() <= SEARCH_MILLIS_MAX;
                return new Report(
                        loaded.files(),
                        bytes >> 20,
                        loaded.components(),
                        loaded.schemas(),
                        loadSeconds,
                        Files.size(file) >> 20,
                        openSeconds,
                        search,
                        met);
            }
        }
    }

    private static Percentiles search(Registry registry, Plan plan) {
        var random = new SplittableRandom(plan.seed());
        List<ComponentDefinition> all = registry.components();
        var nanos = new Histogram(3);
        for (int i = -1_000; i < plan.searches(); i++) {
            String query = query(all.get(random.nextInt(all.size())), random);
            long start = System.nanoTime();
            registry.search().find(query, SHOWN);
            if (i >= 0) {
                nanos.recordValue(System.nanoTime() - start);
            }
        }
        return Percentiles.of(nanos);
    }

    /** A kind, its beginning, its initials, with a letter too few, with a letter changed, or with its model. */
    private static String query(ComponentDefinition component, SplittableRandom random) {
        String kind = component.kind();
        int at = random.nextInt(kind.length());
        return switch (random.nextInt(6)) {
            case 0 -> kind;
            case 1 -> kind.substring(0, at + 1);
            case 2 -> kind.replaceAll("[^A-Z]", "");
            case 3 -> kind.substring(0, at) + kind.substring(at + 1);
            case 4 -> kind.substring(0, at) + "x" + kind.substring(at + 1);
            default -> component.model().name() + " " + kind;
        };
    }
}
