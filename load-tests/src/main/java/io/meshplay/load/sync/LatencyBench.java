package io.meshplay.load.sync;

import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.util.function.LongConsumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Edit to durable acknowledgement on the embedded store, at a steady rate over many rooms. In each room one member
 * writes and one listens.
 */
final class LatencyBench {

    /**
     * What is run.
     *
     * @param rooms designs
     * @param editsPerSecond over all rooms
     * @param warmUpSeconds run before, not measured
     * @param seconds measured
     */
    record Plan(int rooms, int editsPerSecond, int warmUpSeconds, int seconds) {}

    /**
     * What came out.
     *
     * @param editToAck from the intended time to the acknowledgement
     * @param ownLateness how late this side sent; a p99 near that of {@code editToAck} makes the run void
     * @param loopDelayP99MillisMax upper bound of the server's own event-loop delay at 99 %
     * @param refused edits refused
     * @param unacknowledged edits without an answer at the end
     * @param deliveredShare edits that came to the listeners, of those written in the measured time
     */
    record Report(
            Percentiles editToAck,
            Percentiles ownLateness,
            double loopDelayP99MillisMax,
            long refused,
            long unacknowledged,
            double deliveredShare) {}

    private final Plan plan;
    private volatile Histogram latencies = new ConcurrentHistogram(3_600_000_000_000L, 3);

    LatencyBench(Plan plan) {
        this.plan = plan;
    }

    Report run() throws Exception {
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path());
                var members = new Members(server.port())) {
            var writers = new Member[plan.rooms()];
            LongConsumer record = nanos -> latencies.recordValue(nanos);
            for (var i = 0; i < writers.length; i++) {
                var design = Designs.create(server, "bench " + i);
                writers[i] = members.join(design, record);
                members.join(design, _ -> {});
            }
            load(writers, plan.warmUpSeconds());
            members.drain(10_000);
            latencies = new ConcurrentHistogram(3_600_000_000_000L, 3);
            var delayBefore = LoopDelay.read(server);
            var deliveredBefore = members.delivered();

            var lateness = load(writers, plan.seconds());

            var waiting = members.drain(30_000);
            var delay = LoopDelay.read(server).boundMillisSince(delayBefore, 0.99);
            var delivered = members.delivered() - deliveredBefore;
            return new Report(
                    Percentiles.of(latencies),
                    Percentiles.of(lateness),
                    delay,
                    members.refused(),
                    waiting,
                    (double) delivered / ((long) plan.editsPerSecond() * plan.seconds()));
        }
    }

    private Histogram load(Member[] writers, int seconds) {
        var turn = new int[1];
        return new Schedule(plan.editsPerSecond(), (long) plan.editsPerSecond() * seconds)
                .run(intended -> writers[turn[0]++ % writers.length].edit(intended));
    }
}
