package io.meshplay.load.sync;

import org.HdrHistogram.ConcurrentHistogram;

/**
 * Server CPU for each edit delivered, in one room in which everybody writes. The same clients drive us and a peer; only
 * the server's own processor time counts.
 */
final class CpuBench {

    /**
     * What is run.
     *
     * @param clients members of the room
     * @param editsPerSecondEach what each of them writes
     * @param warmUpSeconds run before, not measured
     * @param seconds measured
     */
    record Plan(int clients, int editsPerSecondEach, int warmUpSeconds, int seconds) {
        double editsPerSecond() {
            return (double) clients * editsPerSecondEach;
        }
    }

    /**
     * What came out.
     *
     * @param server which server
     * @param microsPerDeliveredEdit its CPU for one edit that reached one client
     * @param cores of the machine that it kept busy, on average
     * @param deliveredPerSecond edits that reached clients
     * @param deliveredShare of those that should have; below 1 some were dropped
     * @param settleSeconds from the last edit until nothing more came (one second is the wait itself); more means saturated
     * @param editToAck from the intended time to the acknowledgement
     * @param refused edits refused
     */
    record Report(
            String server,
            double microsPerDeliveredEdit,
            double cores,
            double deliveredPerSecond,
            double deliveredShare,
            double settleSeconds,
            Percentiles editToAck,
            long refused) {}

    private static final long SETTLE_MILLIS_MAX = 60_000;

    private final Plan plan;

    CpuBench(Plan plan) {
        this.plan = plan;
    }

    Report run(String name, long pid, int port, String document) throws Exception {
        var latencies = new ConcurrentHistogram(3_600_000_000_000L, 3);
        try (var members = new Members(port)) {
            for (var i = 0; i < plan.clients(); i++) {
                members.join(document, latencies::recordValue);
            }
            load(members, plan.warmUpSeconds());
            settle(members);
            latencies.reset();
            var deliveredBefore = members.delivered();
            var cpuBefore = ProcessorTime.micros(pid);
            var before = System.nanoTime();

            load(members, plan.seconds());

            var loaded = System.nanoTime();
            settle(members);
            var seconds = (System.nanoTime() - before) / 1e9;
            var cpuMicros = ProcessorTime.micros(pid) - cpuBefore;
            var delivered = members.delivered() - deliveredBefore;
            var wanted = plan.editsPerSecond() * plan.seconds() * (plan.clients() - 1);
            return new Report(
                    name,
                    (double) cpuMicros / delivered,
                    cpuMicros / 1e6 / seconds,
                    delivered / seconds,
                    delivered / wanted,
                    (System.nanoTime() - loaded) / 1e9,
                    Percentiles.of(latencies),
                    members.refused());
        }
    }

    /** Waits until all edits are acknowledged and nothing more is delivered: a saturated server works off its backlog. */
    private static void settle(Members members) {
        members.drain(SETTLE_MILLIS_MAX);
        for (var last = -1L; last != members.delivered(); ) {
            last = members.delivered();
            new Schedule(1, 2).run(_ -> {});
        }
    }

    private void load(Members members, int seconds) {
        var all = members.all();
        var turn = new int[1];
        new Schedule(plan.editsPerSecond(), (long) (plan.editsPerSecond() * seconds))
                .run(intended -> all.get(turn[0]++ % all.size()).edit(intended));
    }
}
