package io.meshplay.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.TemporaryDirectory;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A server with stock writers that is killed and started again as often as the plan says. The writers and the judgement
 * are the Node scenario {@code crash}; this side owns the process.
 */
public final class CrashTrial {
    private static final long MILLIS_PER_KILL_MAX = 150_000;

    private final CrashPlan plan;
    private final Consumer<JsonNode> progress;
    private final Function<Path, Victim> victim;

    /** A trial of a server on the embedded store, which tells each line of the scenario's report. */
    public CrashTrial(CrashPlan plan, Consumer<JsonNode> progress) {
        this(plan, progress, Victim::embedded);
    }

    /** As above, of what is started on an empty directory. */
    public CrashTrial(CrashPlan plan, Consumer<JsonNode> progress, Function<Path, Victim> victim) {
        this.plan = plan;
        this.progress = progress;
        this.victim = victim;
    }

    /** Runs it. */
    public CrashReport run() {
        try (var data = TemporaryDirectory.create();
                var killed = victim.apply(data.path())) {
            var scenario = Scenario.of("crash", killed.base())
                    .with("seed", plan.seed())
                    .with("kills", plan.kills())
                    .with("rooms", plan.rooms())
                    .with("timeoutMillis", Math.min(plan.kills() * MILLIS_PER_KILL_MAX, Integer.MAX_VALUE))
                    .reportingTo(progress);
            var report = killed.answering(scenario).run();
            return CrashReport.of(Scenario.result(report), killed.said());
        }
    }
}
