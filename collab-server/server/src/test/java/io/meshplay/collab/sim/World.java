package io.meshplay.collab.sim;

import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.SimulatedRooms;
import io.meshplay.collab.room.SoleOwner;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.MemoryStore;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: clients who edit, processes that come and go, a store at the end of a bad network, and the judgement of what
 * is left. Everything follows from the seed.
 */
final class World implements AutoCloseable {
    private static final Duration SETTLING_MAX = Duration.ofMinutes(5);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int FINDINGS_MAX = 20;

    private final SplittableRandom random;
    private final VirtualTime time;
    private final Weather weather;
    private final SimulatedRooms.Parts parts;
    private final SimulatedNode.Setting setting;
    private final int nodeCount;
    /** Whether the store checks each append, as SQLite does, or only inserts, as a server of documents does. */
    private final boolean exact;

    private final MemoryStore.Disk disk = new MemoryStore.Disk();
    private final RoomLimits limits;
    private final boolean tight;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final List<SimulatedNode> started = new ArrayList<>();
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final List<SimulatedClient> gone = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private long clientIds = 100;
    private int kills;

    /** {@code mutant}: the rule that is broken. {@code listener}: hears what happens */
    World(long seed, SimulatedRooms.Parts parts, Mutant mutant, Consumer<String> listener) {
        this.time = new VirtualTime(listener);
        this.random = new SplittableRandom(seed);
        this.parts = parts;
        this.weather = new Weather(random.split());
        this.tight = random.nextInt(8) == 0;
        this.limits = Limits.room(
                "checkpointUpdates",
                random.nextBoolean() || !mutant.fenced() ? 2 + random.nextInt(20) : 500,
                "idleBeforeUnload",
                Duration.ofMillis(50 + random.nextInt(3_000)),
                "outboundBytesMax",
                random.nextInt(3) == 0 ? 1_024 : 1 << 20,
                "unsavedBytesMax",
                tight ? 2_048 : 8 << 20,
                "onLoopBytesMax",
                random.nextInt(3) == 0 ? random.nextInt(200) : 16 << 10,
                "drainMax",
                Duration.ofSeconds(1 + random.nextInt(8)));
        this.setting = new SimulatedNode.Setting(parts, limits, mutant);
        // whoever trusts a stale lease shows it only beside others, on a store that does not check
        boolean alone = random.nextBoolean() && mutant.fenced() && !mutant.amongRivals();
        this.nodeCount = alone ? 1 : 2 + random.nextInt(2);
        this.exact = alone || mutant.amongRivals() || (random.nextInt(3) == 0 && mutant.fenced());
    }

    // ---- for its people ----

    SplittableRandom random() {
        return random;
    }

    VirtualTime time() {
        return time;
    }

    Weather weather() {
        return weather;
    }

    /** {@return whether the room may have too little room for what is unsaved, so that it refuses honest edits for now} */
    boolean refusalsAllowed() {
        return tight;
    }

    void find(String finding) {
        time.note(finding);
        if (findings.size() < FINDINGS_MAX && !findings.contains(finding)) {
            findings.add(finding);
        }
    }

    /** {@return a node that lives, if there is one} */
    @Nullable SimulatedNode anyNode() {
        return nodes.isEmpty() ? null : nodes.get(random.nextInt(nodes.size()));
    }

    // ---- the run ----

    /** What a run came to. {@code trace}: equal for equal seeds */
    record Outcome(List<String> findings, int edits, int acknowledged, int kills, long trace) {}

    Outcome run() {
        for (int i = 0; i < nodeCount; i++) {
            startNode();
        }
        int designs = 1 + random.nextInt(2);
        int people = 2 + random.nextInt(4);
        for (int i = 0; i < people; i++) {
            newClient("design" + random.nextInt(designs));
        }
        int moves = 20 + random.nextInt(80);
        for (int i = 0; i < moves && findings.isEmpty(); i++) {
            move();
            time.pass(Duration.ofMillis(1 + random.nextInt(400)));
        }
        if (findings.isEmpty()) {
            settle();
        }
        if (findings.isEmpty()) {
            judgeAcknowledged();
        }
        int edits = 0;
        int acknowledged = 0;
        for (SimulatedClient client : everybody()) {
            edits += client.ledger().count();
            acknowledged += client.ledger().acknowledged();
        }
        return new Outcome(List.copyOf(findings), edits, acknowledged, kills, time.trace());
    }

    private List<SimulatedClient> everybody() {
        List<SimulatedClient> all = new ArrayList<>(gone);
        all.addAll(clients);
        return all;
    }

    private void move() {
        SimulatedClient client = clients.get(random.nextInt(clients.size()));
        switch (random.nextInt(24)) {
            case 0 -> client.online(false);
            case 1, 2 -> client.online(true);
            case 3 -> client.stall(Duration.ofMillis(random.nextInt(5_000)));
            case 4 -> replace(client);
            case 5 -> kill();
            case 6 -> drain();
            case 7 -> stop();
            case 8 -> jump();
            case 9 -> weather.failNext(1 + random.nextInt(6));
            case 10 -> {
                weather.away(true);
                time.after(Duration.ofMillis(random.nextInt(8_000)), () -> weather.away(false));
            }
            case 11 -> clients.forEach(one -> one.online(true));
            default -> {
                for (int i = random.nextInt(5); i >= 0; i--) {
                    client.edit();
                }
            }
        }
    }

    private void newClient(String designId) {
        String identity = random.nextBoolean() ? "local" : "user" + random.nextInt(3);
        SimulatedClient client = new SimulatedClient(this, designId, identity, ++clientIds, random.nextBoolean());
        clients.add(client);
        client.online(true);
    }

    /** The person's program is closed for good, unsaved edits and all, and another one opened. */
    private void replace(SimulatedClient client) {
        client.online(false);
        clients.remove(client);
        gone.add(client);
        newClient(client.designId());
    }

    // ---- processes ----

    private void startNode() {
        SimulatedProcess process = new SimulatedProcess("node" + started.size(), time);
        Store near = new MemoryStore(() -> Runnable::run, disk, exact);
        Store store = new DistantStore(near, time, process, weather);
        Random own = new Random(random.nextLong());
        SimulatedNode node = nodeCount == 1
                ? SimulatedNode.alone(setting, process, store, own)
                : SimulatedNode.among(setting, process.name(), process, store, own);
        nodes.add(node);
        started.add(node);
        node.started().onFailure(_ -> {
            time.note(process.name() + " must not start");
            nodes.remove(node);
            time.after(Duration.ZERO, () -> end(node));
            time.after(Duration.ofMillis(1_000 + random.nextInt(2_000)), this::startNode);
        });
        time.note(process.name() + " starts");
    }

    private void kill() {
        SimulatedNode node = anyNode();
        if (node == null || node.process().stopped()) {
            return;
        }
        kills++;
        time.note(node.process().name() + " is killed");
        nodes.remove(node);
        end(node);
        time.after(Duration.ofMillis(random.nextInt(3_000)), this::startNode);
    }

    private void end(SimulatedNode node) {
        node.kill();
        for (SimulatedClient client : everybody()) {
            client.lostNode(node);
        }
        judgeAcknowledged();
    }

    private void drain() {
        SimulatedNode node = anyNode();
        if (node == null) {
            return;
        }
        nodes.remove(node);
        time.note(node.process().name() + " drains");
        node.turn(() -> node.drain().onComplete(_ -> {
            node.kill();
            time.after(Duration.ofMillis(random.nextInt(1_000)), this::startNode);
        }));
        time.after(Duration.ofSeconds(20), () -> {
            for (SimulatedClient client : everybody()) {
                client.lostNode(node);
            }
        });
    }

    private void stop() {
        SimulatedNode node = anyNode();
        if (node != null) {
            Duration pause = Duration.ofMillis(random.nextInt(6_000));
            time.note(node.process().name() + " stops for " + pause);
            node.process().stop(pause);
        }
    }

    private void jump() {
        SimulatedNode node = anyNode();
        if (node != null) {
            node.process().jump(Duration.ofSeconds(random.nextInt(20_000) - 10_000));
        }
    }

    // ---- the judgement ----

    /** What is stored, as a fresh process reads it. */
    private SimulatedRooms.Stored stored(String designId) {
        Store near = new MemoryStore(() -> Runnable::run, disk, true);
        AtOnce atOnce = new AtOnce(time);
        return new SimulatedRooms(parts, atOnce, near, new SoleOwner(0), limits, atOnce.clock(), new Random(1))
                .load(designId);
    }

    private List<String> designs() {
        return everybody().stream().map(SimulatedClient::designId).distinct().toList();
    }

    /** At any moment: what was acknowledged is stored. */
    private void judgeAcknowledged() {
        for (String designId : designs()) {
            SimulatedRooms.Stored stored;
            try {
                stored = stored(designId);
            } catch (IllegalStateException e) {
                find("unloadable: " + designId + ": " + e.getCause());
                continue;
            }
            if (stored.damagedAt() > 0) {
                find("unloadable: " + designId + " is damaged at " + stored.damagedAt());
            }
            JsonObject content = new JsonObject(new String(stored.projection(), StandardCharsets.UTF_8));
            for (SimulatedClient client : everybody()) {
                if (client.designId().equals(designId)) {
                    client.ledger().judge(content, findings);
                }
            }
        }
    }

    /** The faults end, everybody comes back, and all that was written is saved. */
    private void settle() {
        weather.clear();
        started.forEach(node -> node.process().synchronise());
        time.note("all is well");
        clients.forEach(client -> client.online(true));
        gone.forEach(client -> client.online(false));
        for (Duration passed = Duration.ZERO; passed.compareTo(SETTLING_MAX) < 0; passed = passed.plus(STEP)) {
            time.pass(STEP);
            if (!findings.isEmpty()) {
                return;
            }
            if (clients.stream().allMatch(SimulatedClient::settled)
                    && differences().isEmpty()) {
                return;
            }
        }
        clients.stream().filter(client -> !client.settled()).forEach(client -> find("unsettled: " + client.standing()));
        differences().forEach(difference -> find("divergent: " + difference));
    }

    /** What the store and the clients do not hold alike. */
    private List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (String designId : designs()) {
            Replicas replicas = new Replicas();
            SimulatedRooms.Stored stored = stored(designId);
            replicas.add("the store", stored.snapshot(), stored.projection());
            for (SimulatedClient client : clients) {
                if (client.designId().equals(designId)) {
                    replicas.add(
                            client.name(),
                            client.replica().snapshot(),
                            client.replica().content().toBuffer().getBytes());
                }
            }
            replicas.differences().forEach(difference -> differences.add(designId + ": " + difference));
        }
        return differences;
    }

    @Override
    public void close() {
        started.forEach(SimulatedNode::kill);
        everybody().forEach(SimulatedClient::close);
    }
}
