package io.meshplay.load.policy;

import io.meshplay.collab.policy.Definitions;
import io.meshplay.load.rig.Results;
import io.meshplay.load.sync.Percentiles;
import io.meshplay.models.check.CheckReport;
import io.meshplay.models.check.CheckSelection;
import io.meshplay.models.check.DesignChecker;
import io.meshplay.models.check.RegistryKnowledge;
import io.meshplay.models.check.rule.CheckLimits;
import io.meshplay.models.check.rule.Knowledge;
import io.meshplay.models.design.Design;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The time that all checks of a large design take, in one thread; exit code 1 when the goal is missed. */
@Command(
        name = "check",
        description = "Checks a large design over and over, without a registry and with the built-in one.")
public final class CheckBench implements Callable<Integer> {
    private static final int DIGITS = 3;
    private static final double GOAL_MILLIS = 100;

    @Option(
            names = "--components",
            defaultValue = "500",
            description = "components of the design (default ${DEFAULT-VALUE})")
    private int components;

    @Option(names = "--rounds", defaultValue = "300", description = "checks measured (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the design (default ${DEFAULT-VALUE})")
    private long seed;

    /**
     * What is run.
     *
     * @param components components of the design
     * @param rounds checks measured, after half as many that are not
     * @param seed decides the design
     */
    record Plan(int components, int rounds, long seed) {}

    /**
     * What came out; all in milliseconds.
     *
     * @param checks how many checks there are
     * @param findings what they find in the design
     * @param common without a registry
     * @param commonFirst the first of them, in a new process
     * @param registry with the kinds and schemas of the built-in registry
     * @param registryFirst the first of them, which reads the schemas
     * @param met whether both are within 100 ms at p99
     */
    record Report(
            int checks,
            int findings,
            Percentiles common,
            double commonFirst,
            Percentiles registry,
            double registryFirst,
            boolean met) {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CheckBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var plan = new Plan(components, rounds, seed);
        Report report = run(plan);
        IO.println(report);
        IO.println("written to " + Results.write("check", plan, report));
        return report.met() ? 0 : 1;
    }

    Report run(Plan plan) throws IOException {
        Design design = new LargeDesigns(plan.seed()).design(plan.components());
        var common = new Measured(plan, design, Knowledge.COMMON);
        try (Definitions definitions = Definitions.open(null)) {
            var registry = new Measured(plan, design, RegistryKnowledge.of(definitions.registry()));
            boolean met =
                    common.percentiles.p99Millis() <= GOAL_MILLIS && registry.percentiles.p99Millis() <= GOAL_MILLIS;
            return new Report(
                    DesignChecker.checks().size(),
                    registry.findings,
                    common.percentiles,
                    common.firstMillis,
                    registry.percentiles,
                    registry.firstMillis,
                    met);
        }
    }

    /** The figures of one checker. */
    private static final class Measured {
        private final Percentiles percentiles;
        private double firstMillis;
        private int findings;

        private Measured(Plan plan, Design design, Knowledge knowledge) {
            var checker = new DesignChecker(knowledge, CheckLimits.DEFAULTS);
            var nanos = new Histogram(DIGITS);
            int warmUp = plan.rounds() / 2;
            for (int round = 0; round < plan.rounds() + warmUp; round++) {
                // A copy, as a projection makes it: nothing of the last round is known.
                Design copy = LargeDesigns.copy(design);
                long start = System.nanoTime();
                CheckReport report = checker.check(copy, CheckSelection.ALL);
                long took = System.nanoTime() - start;
                findings = report.findings().size() + report.leftOut();
                firstMillis = round == 0 ? took / 1e6 : firstMillis;
                if (round >= warmUp) {
                    nanos.recordValue(took);
                }
            }
            percentiles = Percentiles.of(nanos);
        }
    }
}
