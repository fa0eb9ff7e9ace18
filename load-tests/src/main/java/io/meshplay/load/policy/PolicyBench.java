package io.meshplay.load.policy;

import io.meshplay.load.rig.Results;
import io.meshplay.load.rig.Workspace;
import io.meshplay.load.sync.Percentiles;
import io.meshplay.models.convert.DesignImporter;
import io.meshplay.models.convert.ImportResult;
import io.meshplay.models.design.Design;
import io.meshplay.models.relationship.BuiltInRules;
import io.meshplay.models.relationship.KnownKinds;
import io.meshplay.models.relationship.policy.Evaluation;
import io.meshplay.models.relationship.policy.PolicyEngine;
import io.meshplay.models.relationship.policy.PolicyOptions;
import io.meshplay.models.relationship.policy.PolicySession;
import io.meshplay.models.relationship.policy.Situation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The time that evaluations of large designs take, in one thread; exit code 1 when a goal is missed. */
@Command(name = "policy", description = "Evaluates large designs whole and edit by edit, and each design of a catalog.")
public final class PolicyBench implements Callable<Integer> {
    private static final int DIGITS = 3;

    @Option(
            names = "--edited",
            defaultValue = "2000",
            description = "components of the design that is edited (default ${DEFAULT-VALUE})")
    private int edited;

    @Option(names = "--edits", defaultValue = "3000", description = "edits measured (default ${DEFAULT-VALUE})")
    private int edits;

    @Option(
            names = "--whole",
            defaultValue = "1000",
            description = "components of the design evaluated whole (default ${DEFAULT-VALUE})")
    private int whole;

    @Option(
            names = "--rounds",
            defaultValue = "100",
            description = "whole evaluations measured (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--catalog",
            defaultValue = "",
            description = "directory of designs; default: ../shared/fixtures/catalog, if it is there")
    private String catalog = "";

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "seed of the designs and edits (default ${DEFAULT-VALUE})")
    private long seed;

    private final PolicyEngine engine =
            new PolicyEngine(BuiltInRules.definitions(), new KnownKinds(), PolicyOptions.DEFAULTS);

    /**
     * What is run.
     *
     * @param edited components of the design that is edited
     * @param edits edits measured
     * @param whole components of the design that is evaluated whole
     * @param rounds whole evaluations measured
     * @param seed decides designs and edits
     */
    record Plan(int edited, int edits, int whole, int rounds, long seed) {}

    /**
     * What came out; all in milliseconds.
     *
     * @param edit evaluation after one edit
     * @param inferred inferred relationships of the edited design at the end
     * @param whole evaluation of a design that no session knows
     * @param wholeFirst the first of them, in a new process
     * @param catalogDesigns designs of the catalog
     * @param catalogMax the slowest design of the catalog, the first time that it is evaluated
     * @param met whether each goal is met: 20 ms at p99 after an edit, 300 ms whole, 50 ms each of the catalog
     */
    record Report(
            Percentiles edit,
            int inferred,
            Percentiles whole,
            double wholeFirst,
            int catalogDesigns,
            double catalogMax,
            boolean met) {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PolicyBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var plan = new Plan(edited, edits, whole, rounds, seed);
        Report report = run(plan, designs());
        IO.println(report);
        IO.println("written to " + Results.write("policy", plan, report));
        return report.met() ? 0 : 1;
    }

    Report run(Plan plan, List<Design> designs) {
        var all = new Histogram(DIGITS);
        Design large = new LargeDesigns(plan.seed()).design(plan.whole());
        double first = 0;
        double catalogMax = 0;
        for (int round = 0; round < plan.rounds() + plan.rounds() / 2; round++) {
            long nanos = evaluate(large);
            if (round == 0) {
                first = nanos / 1e6;
            } else if (round >= plan.rounds() / 2) {
                all.recordValue(nanos);
            }
        }
        for (Design design : designs) {
            catalogMax = Math.max(catalogMax, evaluate(design) / 1e6);
        }
        var one = new Histogram(DIGITS);
        int inferred = edits(plan, one);
        Percentiles edit = Percentiles.of(one);
        Percentiles wholes = Percentiles.of(all);
        boolean met = edit.p99Millis() <= 20 && wholes.maxMillis() <= 300 && catalogMax <= 50;
        return new Report(edit, inferred, wholes, first, designs.size(), catalogMax, met);
    }

    private long evaluate(Design design) {
        long start = System.nanoTime();
        engine.evaluate(Situation.of(design));
        return System.nanoTime() - start;
    }

    /** As a server does: an edit, a projection of which nothing is shared, an evaluation, what it asks for carried out. */
    private int edits(Plan plan, Histogram nanos) {
        var designs = new LargeDesigns(plan.seed());
        PolicySession session = engine.session();
        Evaluation last = session.evaluate(Situation.of(designs.design(plan.edited())));
        int warmUp = Math.min(plan.edits(), 300);
        for (int edit = 0; edit < plan.edits() + warmUp; edit++) {
            var next = Situation.of(LargeDesigns.copy(designs.edited(last.design(), edit)));
            long start = System.nanoTime();
            last = session.evaluate(next);
            if (edit >= warmUp) {
                nanos.recordValue(System.nanoTime() - start);
            }
        }
        return last.inferred().size();
    }

    private List<Design> designs() throws IOException {
        Path directory = Workspace.fixtures(catalog, "catalog");
        List<Design> designs = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return designs;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (new DesignImporter(new Random(seed)).read(Files.readAllBytes(file), file.toString())
                        instanceof ImportResult.Imported(Design design, var _)) {
                    designs.add(design);
                }
            }
        }
        return designs;
    }
}
