package io.meshplay.load.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.load.crash.Victim;
import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One fault under stock writers. The writers and the judgement are Node scenarios; this side makes disk and clock fail.
 */
public final class FaultTrial {
    private static final int ROUND_MILLIS_MAX = 240_000;
    private static final int SLOW_MICROS_MAX = 2_000_000;
    private static final int FAILED_SYNCS_MAX = 12;
    private static final int JUMP_HOURS_MAX = 12;

    private final FaultPlan plan;
    private final Consumer<JsonNode> progress;
    private final SplittableRandom random;
    private final AtomicLong injected = new AtomicLong();

    /** A trial by that plan, which tells each line of the scenario's report. */
    public FaultTrial(FaultPlan plan, Consumer<JsonNode> progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new SplittableRandom(plan.seed());
    }

    /** Whether this machine lets disks and clocks fail: it takes Linux and a C compiler. */
    public static boolean possible() {
        return FaultPage.possible();
    }

    /** Runs it. */
    public FaultReport run() {
        return switch (plan.fault()) {
            case SLOW_STORE, FAILING_STORE, FULL_DISK, CLOCK_JUMP -> strained();
            case TORN_WRITE -> torn();
            case HALF_OPEN, DEAF_CLIENT -> alone();
        };
    }

    private Scenario scenario(String file, String base) {
        return Scenario.of(file, base)
                .with("seed", plan.seed())
                .with("rounds", plan.rounds())
                .with("rooms", plan.rooms())
                .with("timeoutMillis", plan.rounds() * ROUND_MILLIS_MAX)
                .reportingTo(progress);
    }

    /** Faults that the server outlives. */
    private FaultReport strained() {
        try (var scratch = TemporaryDirectory.create();
                var page = FaultPage.in(scratch.path());
                var server = ServerProcess.within(page.around(), scratch.path().resolve("data"));
                var health = new HealthProbe(server)) {
            var report = scenario("faults.strain", server.base())
                    .answering("begin", _ -> {
                        health.watch(true);
                        inject(page, server);
                    })
                    .answering("end", _ -> {
                        page.heal();
                        health.watch(false);
                    })
                    .run();
            return FaultReport.of(plan.fault(), Scenario.result(report), injected.get(), health.millisMax());
        }
    }

    private void inject(FaultPage page, ServerProcess server) {
        switch (plan.fault()) {
            case SLOW_STORE -> {
                var before = page.syncs();
                page.slow(Duration.ofNanos(1_000L * (200_000 + random.nextInt(SLOW_MICROS_MAX - 200_000))));
                server.letRun(4_000 + random.nextInt(4_000));
                injected.addAndGet(page.syncs() - before);
            }
            case FAILING_STORE -> {
                var before = page.failures();
                page.failSyncs(1 + random.nextInt(FAILED_SYNCS_MAX));
                server.letRun(3_000 + random.nextInt(3_000));
                injected.addAndGet(page.failures() - before);
            }
            case FULL_DISK -> {
                var before = page.failures();
                page.full();
                server.letRun(1_000 + random.nextInt(6_000));
                injected.addAndGet(page.failures() - before);
            }
            case CLOCK_JUMP -> {
                for (var jump = 0; jump < 4; jump++) {
                    page.jump(Duration.ofHours(random.nextInt(2 * JUMP_HOURS_MAX) - JUMP_HOURS_MAX));
                    server.letRun(1_000);
                    injected.incrementAndGet();
                }
            }
            case TORN_WRITE, HALF_OPEN, DEAF_CLIENT ->
                throw new IllegalStateException(plan.fault() + " is no fault of disk or clock");
        }
    }

    /** The server is killed, and what it had not flushed is torn before it starts again. */
    private FaultReport torn() {
        try (var scratch = TemporaryDirectory.create();
                var page = FaultPage.in(scratch.path());
                var victim = Victim.of(
                        scratch.path().resolve("data"),
                        data -> ServerProcess.within(page.around(), data),
                        data -> tear(page, data))) {
            var report = victim.answering(scenario("crash", victim.base()).with("kills", plan.rounds()))
                    .run();
            return FaultReport.of(plan.fault(), Scenario.result(report), injected.get(), 0);
        }
    }

    private void tear(FaultPage page, Path data) {
        injected.addAndGet(page.tear(data, random));
    }

    /** Faults that the clients make themselves. */
    private FaultReport alone() {
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            var report =
                    scenario("faults." + plan.fault().scenario(), server.base()).run();
            return FaultReport.of(plan.fault(), Scenario.result(report), plan.rooms(), 0);
        }
    }
}
