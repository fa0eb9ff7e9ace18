package io.meshplay.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.load.rig.Cluster;
import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;

/**
 * A cluster with stock writers at all nodes, of which one after the other is struck. The writers and the judgement are the
 * Node scenario {@code nodes}; this side owns the processes.
 */
public final class NodesTrial {
    /** Longer than a lease is trusted, and than others wait before they take over. */
    private static final long HALTED_MILLIS = 6_000;

    private final NodesPlan plan;
    private final Consumer<JsonNode> progress;

    /** A trial by a plan, which tells each line of the scenario's report. */
    public NodesTrial(NodesPlan plan, Consumer<JsonNode> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Runs it. */
    public NodesReport run() {
        try (var data = TemporaryDirectory.create();
                var cluster = Cluster.start(data.path(), plan.nodes())) {
            var nodes = cluster.nodes();
            var loadAtStart = load();
            var report = Scenario.of("nodes", nodes.getFirst().base())
                    .with("bases", nodes.stream().map(ServerProcess::base).toList())
                    .with("seed", plan.seed())
                    .with("strikes", plan.strikes())
                    .with("rooms", plan.rooms())
                    .with("hows", plan.hows())
                    .with("timeoutMillis", Math.min(plan.strikes() * 180_000L, Integer.MAX_VALUE))
                    .answering("strike", question -> strike(node(nodes, question), how(question)))
                    .answering("return", question -> bringBack(node(nodes, question), how(question)))
                    .reportingTo(progress)
                    .run();
            return NodesReport.of(Scenario.result(report), loadAtStart, load());
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static ServerProcess node(List<ServerProcess> nodes, JsonNode question) {
        return nodes.get(question.get("node").asInt());
    }

    private static String how(JsonNode question) {
        return question.get("how").asText();
    }

    private static void strike(ServerProcess node, String how) {
        switch (how) {
            case "kill" -> node.kill();
            case "term" -> node.stop();
            case "stop" -> {
                node.signal("STOP");
                node.letRun(HALTED_MILLIS);
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    private static void bringBack(ServerProcess node, String how) {
        if (how.equals("stop")) {
            node.signal("CONT");
        } else {
            node.startAgain();
        }
    }
}
