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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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

    @Option(
            names = "--warm-up",
            defaultValue = "300",
            description = "checks before those that are measured (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--rounds", defaultValue = "300", description = "checks measured (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", description = "seed of the design (default ${DEFAULT-VALUE})")
    private long seed;

    /**
     * What is run.
     *
     * @param components components of the design
     * @param warmUp checks before those that are measured
     * @param rounds checks measured
     * @param seed decides the design
     */
    record Plan(int components, int warmUp, int rounds, long seed) {}

    /**
     * What came out; all in milliseconds.
     *
     * @param checks how many checks there are
     * @param findings what they find in the design
     * @param common without a registry
     * @param registry with the kinds and schemas of the built-in registry
     * @param met whether the processor time of both is within 100 ms at p99
     */
    record Report(int checks, int findings, Figures common, Figures registry, boolean met) {}

    /**
     * The times of one checker. It works in one thread and waits for nothing, so that its processor time is its time on an
     * idle machine.
     *
     * @param firstMillis the first check, in a new process or with schemas that nobody has read
     * @param processor the thread's processor time
     * @param clock time by the clock, which counts what else the machine does
     */
    record Figures(double firstMillis, Percentiles processor, Percentiles clock) {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CheckBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        var plan = new Plan(components, warmUp, rounds, seed);
        Report report = run(plan);
        IO.println(report);
        IO.println("written to " + Results.write("check", plan, report));
        return report.met() ? 0 : 1;
    }

    Report run(Plan plan) throws IOException {
        Design design = new LargeDesigns(plan.seed()).design(plan.components());
        Figures common = measured(plan, design, Knowledge.COMMON);
        try (Definitions definitions = Definitions.open(null)) {
            Knowledge known = RegistryKnowledge.of(definitions.registry());
            Figures registry = measured(plan, design, known);
            CheckReport found = new DesignChecker(known, CheckLimits.DEFAULTS).check(design, CheckSelection.ALL);
            boolean met = common.processor().p99Millis() <= GOAL_MILLIS
                    && registry.processor().p99Millis() <= GOAL_MILLIS;
            int findings = found.findings().size() + found.leftOut();
            return new Report(DesignChecker.checks().size(), findings, common, registry, met);
        }
    }

    private static Figures measured(Plan plan, Design design, Knowledge knowledge) {
        var checker = new DesignChecker(knowledge, CheckLimits.DEFAULTS);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        var processor = new Histogram(DIGITS);
        var clock = new Histogram(DIGITS);
        double firstMillis = 0;
        for (int round = 0; round < plan.rounds() + plan.warmUp(); round++) {
            // A copy, as a projection makes it: nothing of the last round is known.
            Design copy = LargeDesigns.copy(design);
            long start = System.nanoTime();
            long startProcessor = threads.getCurrentThreadCpuTime();
            checker.check(copy, CheckSelection.ALL);
            long tookProcessor = threads.getCurrentThreadCpuTime() - startProcessor;
            long took = System.nanoTime() - start;
            firstMillis = round == 0 ? took / 1e6 : firstMillis;
            if (round >= plan.warmUp()) {
                processor.recordValue(tookProcessor);
                clock.recordValue(took);
            }
        }
        return new Figures(firstMillis, Percentiles.of(processor), Percentiles.of(clock));
    }
}
