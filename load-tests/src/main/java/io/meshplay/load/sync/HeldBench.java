package io.meshplay.load.sync;

import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Load held: what a steady load, a client that does not read and rooms that nobody uses cost in memory, one after the
 * other on one server.
 */
final class HeldBench {

    /**
     * What is run.
     *
     * @param sockets over all rooms, the same in each
     * @param rooms designs
     * @param editsPerSecond over all rooms, one writer in each
     * @param warmUpSeconds run before, not measured, with edits so large that the caches of the store are full afterwards
     * @param seconds measured
     * @param stalledClients clients of one room that read nothing
     * @param idleRooms rooms that are opened and left
     */
    record Plan(
            int sockets,
            int rooms,
            int editsPerSecond,
            int warmUpSeconds,
            int seconds,
            int stalledClients,
            int idleRooms) {}

    /**
     * What came out.
     *
     * @param editToAck from the intended time to the acknowledgement
     * @param ownLateness how late this side sent
     * @param deliveredShare edits that came to the others of each room, of those that had to
     * @param refused edits refused
     * @param unacknowledged edits without an answer at the end
     * @param samples memory after a collection, from the end of the warm-up on
     * @param growthPercent what the last third of the samples holds more than the first, on average
     * @param stalledClientMebibytes what one client that does not read costs
     * @param idleRoomKibibytes what one room that nobody uses costs before it is forgotten
     * @param forgottenRoomKibibytes what it still costs afterwards
     * @param goals what was to be reached, and whether it was
     */
    record Report(
            Percentiles editToAck,
            Percentiles ownLateness,
            double deliveredShare,
            long refused,
            long unacknowledged,
            List<Footprint> samples,
            double growthPercent,
            double stalledClientMebibytes,
            double idleRoomKibibytes,
            double forgottenRoomKibibytes,
            List<Goal> goals) {
        boolean met() {
            return goals.stream().allMatch(Goal::met);
        }
    }

    /** A goal: at most that much. */
    record Goal(String what, double atMost, double is) {
        boolean met() {
            return is <= atMost;
        }
    }

    private static final double MEBIBYTE = 1 << 20;
    private static final double KIBIBYTE = 1 << 10;
    private static final int SAMPLE_SECONDS_MIN = 10;
    private static final int SAMPLES = 12;
    /** The embedded store caches 16 MiB of the journal: with small edits that takes 400 s to fill, and looks like growth. */
    private static final int WARM_UP_EDIT_BYTES = 1_024;

    private static final int STALLED_EDITS = 400;
    private static final int STALLED_EDIT_BYTES = 16_000;
    private static final int STALLED_EDITS_PER_SECOND = 50;
    private static final int FORGET_SECONDS_MAX = 120;

    private final Plan plan;
    private volatile Histogram latencies = new ConcurrentHistogram(3_600_000_000_000L, 3);

    HeldBench(Plan plan) {
        this.plan = plan;
    }

    Report run() throws Exception {
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path(), Footprint.OPTIONS);
                var designs = new Designs(server)) {
            var held = new Held();
            held(server, designs, held);
            var stalled = stalled(server, designs);
            var idle = idle(server, designs);
            var goals = List.of(
                    new Goal("growth of memory under a steady load, %", 5, held.growthPercent()),
                    new Goal("a client that does not read, MiB", 2, stalled),
                    new Goal("an idle room, KiB", 100, idle[0]),
                    new Goal("a forgotten room, KiB", 2, idle[1]),
                    new Goal("edits refused or without an answer", 0, held.refused + held.unacknowledged),
                    new Goal("deliveries missing, %", 0, Math.abs(1 - held.deliveredShare) * 100));
            return new Report(
                    Percentiles.of(latencies),
                    Percentiles.of(held.lateness),
                    held.deliveredShare,
                    held.refused,
                    held.unacknowledged,
                    held.samples,
                    held.growthPercent(),
                    stalled,
                    idle[0],
                    idle[1],
                    goals);
        }
    }

    // ---- the steady load ----

    private static final class Held {
        private final List<Footprint> samples = new ArrayList<>();
        private Histogram lateness = new Histogram(3_600_000_000_000L, 3);
        private double deliveredShare;
        private long refused;
        private long unacknowledged;

        double growthPercent() {
            var third = Math.max(1, samples.size() / 3);
            var first = mean(samples.subList(0, third));
            return Math.round((mean(samples.subList(samples.size() - third, samples.size())) / first - 1) * 1e4) / 1e2;
        }

        private static double mean(List<Footprint> some) {
            return some.stream().mapToLong(Footprint::bytes).average().orElseThrow();
        }
    }

    private void held(ServerProcess server, Designs designs, Held held) throws Exception {
        try (var members = new Members(server.port())) {
            var writers = new Member[plan.rooms()];
            var warmers = new Member[plan.rooms()];
            var each = plan.sockets() / plan.rooms();
            for (var i = 0; i < writers.length; i++) {
                var design = designs.create("held " + i);
                writers[i] = members.join(design, nanos -> latencies.recordValue(nanos));
                warmers[i] = members.join(design, "x".repeat(WARM_UP_EDIT_BYTES), _ -> {});
                for (var other = 2; other < each; other++) {
                    members.join(design, _ -> {});
                }
            }
            IO.println(members.all().size() + " sockets in " + plan.rooms() + " rooms");
            load(warmers, plan.warmUpSeconds());
            members.drain(10_000);
            latencies = new ConcurrentHistogram(3_600_000_000_000L, 3);
            var before = members.delivered();
            var every = Math.max(SAMPLE_SECONDS_MIN, plan.seconds() / SAMPLES);
            var edits = 0L;
            for (var passed = 0; passed < plan.seconds(); passed += every) {
                held.samples.add(Footprint.of(server));
                held.lateness.add(load(writers, every));
                edits += (long) plan.editsPerSecond() * every;
            }
            held.unacknowledged = members.drain(30_000);
            var wanted = edits * (each - 1);
            await(30, () -> members.delivered() - before >= wanted);
            held.samples.add(Footprint.of(server));
            held.deliveredShare = (double) (members.delivered() - before) / wanted;
            held.refused = members.refused();
        }
    }

    private Histogram load(Member[] writers, int seconds) {
        var turn = new int[1];
        return new Schedule(plan.editsPerSecond(), (long) plan.editsPerSecond() * seconds)
                .run(intended -> writers[turn[0]++ % writers.length].edit(intended));
    }

    // ---- clients that do not read ----

    private double stalled(ServerProcess server, Designs designs) throws Exception {
        await(FORGET_SECONDS_MAX, () -> Footprint.gauge(Footprint.metrics(server), "meshplay_rooms") == 0);
        try (var members = new Members(server.port())) {
            var design = designs.create("stalled");
            var writer = members.join(design, "x".repeat(STALLED_EDIT_BYTES), _ -> {});
            write(writer);
            members.drain(10_000);
            var before = Footprint.of(server);
            for (var i = 0; i < plan.stalledClients(); i++) {
                members.join(design, _ -> {}).stall();
            }
            write(writer);
            members.drain(10_000);
            var after = Footprint.of(server);
            IO.println("stalled: before " + before + ", after " + after);
            return (after.bytes() - before.bytes()) / MEBIBYTE / plan.stalledClients();
        }
    }

    private static void write(Member writer) {
        new Schedule(STALLED_EDITS_PER_SECOND, STALLED_EDITS).run(writer::edit);
    }

    // ---- rooms that nobody uses ----

    private double[] idle(ServerProcess server, Designs designs) throws Exception {
        var ids = new ArrayList<String>();
        for (var i = 0; i < plan.idleRooms(); i++) {
            ids.add(designs.create("idle " + i));
        }
        await(FORGET_SECONDS_MAX, () -> Footprint.gauge(Footprint.metrics(server), "meshplay_rooms") == 0);
        try (var members = new Members(server.port())) {
            // A first round: what the server makes once and keeps, as compiled code, is no cost of a room.
            visit(members, ids);
            await(FORGET_SECONDS_MAX, () -> Footprint.gauge(Footprint.metrics(server), "meshplay_rooms") == 0);
            var before = Footprint.of(server);
            visit(members, ids);
            var full = Footprint.of(server);
            await(FORGET_SECONDS_MAX, () -> Footprint.gauge(Footprint.metrics(server), "meshplay_rooms") == 0);
            var after = Footprint.of(server);
            IO.println("idle: before " + before + ", full " + full + ", after " + after);
            if (full.rooms() < ids.size()) {
                throw new IllegalStateException("only " + full.rooms() + " of " + ids.size()
                        + " rooms are still there: the machine is too busy");
            }
            return new double[] {
                (full.bytes() - before.bytes()) / KIBIBYTE / ids.size(),
                (after.bytes() - before.bytes()) / KIBIBYTE / ids.size()
            };
        }
    }

    /** Somebody comes to each, writes a few edits and leaves. */
    private static void visit(Members members, List<String> ids) {
        var visitors = ids.stream().map(id -> members.join(id, _ -> {})).toList();
        for (var edit = 0; edit < 10; edit++) {
            var now = System.nanoTime();
            visitors.forEach(visitor -> visitor.edit(now));
        }
        members.drain(20_000);
        members.leave(visitors);
    }

    private static void await(int secondsMax, BooleanSupplier condition) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(secondsMax);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }
}
