package io.meshplay.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.function.Consumer;

/**
 * A server with stock writers that is killed and started again as often as the plan says. The writers and the judgement
 * are the Node scenario {@code crash}; this side owns the process.
 */
public final class CrashTrial {
    private static final long MILLIS_PER_KILL_MAX = 150_000;

    private final CrashPlan plan;
    private final Consumer<JsonNode> progress;
    private final Consumer<Path> whileDown;

    /** A trial by that plan, which tells each line of the scenario's report. */
    public CrashTrial(CrashPlan plan, Consumer<JsonNode> progress) {
        this(plan, progress, _ -> {});
    }

    /** As above, with something done to the data directory between each kill and the next start. */
    CrashTrial(CrashPlan plan, Consumer<JsonNode> progress, Consumer<Path> whileDown) {
        this.plan = plan;
        this.progress = progress;
        this.whileDown = whileDown;
    }

    /** Runs it. */
    public CrashReport run() {
        var errors = new LinkedHashSet<String>();
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            var report = Scenario.of("crash", server)
                    .with("seed", plan.seed())
                    .with("kills", plan.kills())
                    .with("rooms", plan.rooms())
                    .with("timeoutMillis", Math.min(plan.kills() * MILLIS_PER_KILL_MAX, Integer.MAX_VALUE))
                    .reportingTo(progress)
                    .answering("kill", question -> {
                        server.letRun(question.get("afterMillis").asLong());
                        server.kill();
                        server.output().lines().filter(CrashTrial::isError).forEach(errors::add);
                    })
                    .answering("start", _ -> {
                        whileDown.accept(data.path());
                        server.startAgain();
                    })
                    .run();
            var result = report.stream().filter(line -> line.has("result")).findFirst();
            return CrashReport.of(result.orElseThrow().get("result"), errors);
        }
    }

    private static boolean isError(String line) {
        return line.contains(" ERROR ") || line.contains(" WARN ");
    }
}
