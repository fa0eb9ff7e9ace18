package io.meshplay.load.sync;

import io.meshplay.load.rig.Results;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benches of live editing by command. */
@Command(name = "bench", description = "Measures live editing; results go to load-tests/results.")
public final class Bench {
    @Option(names = "--seconds", defaultValue = "60", description = "measured time (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", description = "seconds before (default 20, of held 60)")
    private @Nullable Integer warmUpSeconds;

    private int warmUpSeconds(int otherwise) {
        return warmUpSeconds == null ? otherwise : warmUpSeconds;
    }

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Command(name = "latency", description = "edit to durable acknowledgement, 200 edits/s over 50 rooms")
    int latency(
            @Option(names = "--rooms", defaultValue = "50") int rooms,
            @Option(names = "--edits-per-second", defaultValue = "200") int editsPerSecond)
            throws Exception {
        var plan = new LatencyBench.Plan(rooms, editsPerSecond, warmUpSeconds(20), seconds);
        return tell("latency", plan, new LatencyBench(plan).run());
    }

    @Command(name = "cpu", description = "server CPU for each delivered edit, 50 clients x 50 edits/s in one room")
    int cpu(
            @Option(names = "--clients", defaultValue = "50") int clients,
            @Option(names = "--edits-per-second-each", defaultValue = "50") int editsPerSecondEach,
            @Option(names = "--name", defaultValue = "cpu") String name)
            throws Exception {
        var plan = new CpuBench.Plan(clients, editsPerSecondEach, warmUpSeconds(20), seconds);
        var bench = new CpuBench(plan);
        return tell(name, plan, List.of(ours(bench), peer(bench)));
    }

    private static CpuBench.Report ours(CpuBench bench) throws Exception {
        try (var data = TemporaryDirectory.create();
                var server = ServerProcess.start(data.path())) {
            return bench.run("meshplay", server.pid(), server.port(), Designs.create(server, "bench"));
        }
    }

    @Command(name = "held", description = "memory under a steady load, with clients that do not read, with idle rooms")
    int held(
            @Option(names = "--sockets", defaultValue = "2000") int sockets,
            @Option(names = "--rooms", defaultValue = "500") int rooms,
            @Option(names = "--edits-per-second", defaultValue = "500") int editsPerSecond,
            @Option(names = "--stalled", defaultValue = "50") int stalled,
            @Option(names = "--idle-rooms", defaultValue = "1000") int idleRooms)
            throws Exception {
        var plan = new HeldBench.Plan(sockets, rooms, editsPerSecond, warmUpSeconds(60), seconds, stalled, idleRooms);
        var report = new HeldBench(plan).run();
        tell("held", plan, report);
        return report.met() ? 0 : 1;
    }

    private static CpuBench.Report peer(CpuBench bench) throws Exception {
        try (var peer = PeerServer.start()) {
            return bench.run("hocuspocus 4.7.0, no database", peer.pid(), peer.port(), "bench");
        }
    }

    private static int tell(String name, Object plan, Object result) {
        IO.println(result);
        IO.println("written to " + Results.write(name, plan, result));
        return 0;
    }
}
