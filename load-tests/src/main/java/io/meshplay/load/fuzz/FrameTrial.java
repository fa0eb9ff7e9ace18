package io.meshplay.load.fuzz;

import io.meshplay.crdt.judge.Judge;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import io.meshplay.load.sync.Designs;
import io.meshplay.load.sync.LoopDelay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The built server under hostile frames of both framings, with honest clients in the attacked rooms and in others, and a
 * fresh replica of each attacked room at the end.
 */
public final class FrameTrial {
    /** A server on this machine has no more event loops than this many rooms cover, but for bad luck. */
    private static final int CANARIES = 4;

    private static final int LINES_SHOWN_MAX = 20;
    private static final long SEED_STEP = 1_000_003;

    private final FramePlan plan;
    private final FrameTally tally = new FrameTally();

    /** A trial by that plan. */
    public FrameTrial(FramePlan plan) {
        this.plan = plan;
    }

    /** Runs it. */
    public FrameReport run() throws IOException, InterruptedException {
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path());
                var judge = new Judge()) {
            var canaries = new Canaries(server.port(), designs(server, "canary", CANARIES), tally);
            try {
                server.letRun(plan.quietSeconds() * 1_000L);
                var delayBefore = LoopDelay.read(server);
                canaries.attack();
                var start = System.nanoTime();
                attack(server, judge);
                var seconds = (System.nanoTime() - start) / 1_000_000_000;
                var delay = server.running() ? LoopDelay.read(server).boundMillisSince(delayBefore, 0.99) : Double.NaN;
                canaries.close();
                server.output()
                        .lines()
                        .filter(line -> line.contains(" ERROR ") || line.contains("Exception"))
                        // said of each thread that did not run for seconds, on a busy machine of any; hangs are
                        // measured
                        .filter(line -> !line.contains("Thread blocked"))
                        .limit(LINES_SHOWN_MAX)
                        .forEach(line -> tally.found("the server said: " + line, new byte[0]));
                return tally.report(seconds, server.running() ? 0 : 1, delay, canaries.figures());
            } finally {
                canaries.close();
            }
        }
    }

    private static List<String> designs(ServerProcess server, String name, int count)
            throws IOException, InterruptedException {
        var designs = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            designs.add(Designs.create(server, name + " " + i));
        }
        return designs;
    }

    private void attack(ServerProcess server, Judge judge) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(plan.attackers())) {
            var ends = new ArrayList<Future<?>>();
            for (var i = 0; i < plan.attackers(); i++) {
                var number = i;
                ends.add(threads.submit(() -> attacker(number, server, judge)));
            }
            for (var end : ends) {
                try {
                    end.get();
                } catch (ExecutionException e) {
                    tally.found("an attacker failed: " + e.getCause(), new byte[0]);
                }
            }
        }
    }

    private void attacker(int number, ServerProcess server, Judge judge) {
        var frames = plan.frames() / plan.attackers() + (number < plan.frames() % plan.attackers() ? 1 : 0);
        for (var room = 0; frames > 0 && server.running(); room++) {
            var random = new SplittableRandom((plan.seed() * SEED_STEP + number) * SEED_STEP + room);
            var count = Math.min(frames, plan.framesPerRoom());
            frames -= count;
            try {
                var design = Designs.create(server, "attacked " + number + " " + room);
                try (var attacker = number % 2 == 0
                        ? new SyncAttacker(server.port(), design, random, tally, judge)
                        : new CollabAttacker(server.port(), design, random, tally, judge)) {
                    attacker.run(count);
                }
            } catch (IOException e) {
                tally.found("attacker " + number + ", room " + room + ": " + e.getMessage(), new byte[0]);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
