package io.meshplay.collab.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.lease.LeaseLimits;
import io.meshplay.collab.lease.Leases;
import io.meshplay.collab.lease.NodeClock;
import io.meshplay.collab.lease.NodeIdentity;
import io.meshplay.collab.room.CloseReason;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Designs that change their owner: killed, stopped as planned, stood still, or half there. */
final class TakeoverTest extends ClusterFixture {
    private final Replica mona = replica(1_001);
    private final Replica akira = replica(2_002);

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Test
    @DisplayName("[NODE-8] after a kill another node serves within 3 s, and every acknowledged edit is there")
    void takesOverAfterAKill() {
        TestNode owner = start();
        TestNode edge = start();
        joined(owner, DESIGN, "");
        WireClient writer = joined(edge, DESIGN, "");
        assertThat(edge.node.proxiedSessions()).isEqualTo(1);
        for (int i = 0; i < 20; i++) {
            assertThat(writer.acknowledged(mona.set("meta", "k" + i, i))).isTrue();
        }

        long before = System.nanoTime();
        owner.kill();
        assertThat(writer.awaitClose()).isEqualTo(1013);
        WireClient again = joined(edge, DESIGN, "");
        assertThat(again.acknowledged(mona.set("meta", "after", 1))).isTrue();
        Duration took = since(before);

        assertThat(took).isLessThan(Duration.ofSeconds(3));
        assertThat(told(edge, DESIGN, "meta").getMap()).containsKeys("k0", "k19", "after");
        assertThat(edge.node.proxiedSessions()).isZero();
    }

    @Test
    @DisplayName("[NODE-9] a planned stop hands each design over within 200 ms and asks its clients to try again")
    void handsOver() {
        TestNode owner = start();
        TestNode next = start();
        List<String> designs = new ArrayList<>();
        List<WireClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            designs.add("design-" + i);
            clients.add(joined(owner, "design-" + i, ""));
            assertThat(clients.get(i).acknowledged(replica(3_000 + i).set("meta", "k" + i, i)))
                    .isTrue();
        }

        Future<Void> stopped = owner.stop(Duration.ofMillis(500));
        for (WireClient client : clients) {
            assertThat(client.awaitClose()).isEqualTo(1013);
        }
        Outcome.of(stopped);

        for (String design : designs) {
            Outcome.of(next.designs.edit(design, "mona", ProxyTest.operations("after", 1)));
            assertThat(told(next, design, "meta").getMap())
                    .containsKeys("after")
                    .hasSize(2);
        }
        assertThat(next.node.proxiedSessions()).isZero();
    }

    @Test
    @DisplayName("[NODE-9] one design is flushed, checkpointed, given back, claimed and loaded within 200 ms")
    void handsOneOverFast() {
        TestNode owner = start();
        TestNode next = start();
        List<Long> tookMillis = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            TestNode from = round % 2 == 0 ? owner : next;
            TestNode to = round % 2 == 0 ? next : owner;
            Outcome.of(from.designs.edit(DESIGN, "mona", ProxyTest.operations("k" + round, round)));

            long before = System.nanoTime();
            Outcome.of(from.rooms.close(DESIGN, CloseReason.GOING_AWAY));
            Outcome.of(to.designs.edit(DESIGN, "mona", ProxyTest.operations("after" + round, round)));
            tookMillis.add(since(before).toMillis());

            Outcome.of(to.rooms.close(DESIGN, CloseReason.GOING_AWAY));
        }

        assertThat(tookMillis).allMatch(millis -> millis <= 200);
        assertThat(told(owner, DESIGN, "meta").getMap()).containsKeys("k0", "after5");
    }

    @Test
    @DisplayName(
            "[NODE-10] an owner that stood still past its lease acknowledges nothing and shows nothing once it goes on")
    void fencesAStaleOwner() {
        TestNode owner = start();
        TestNode next = start();
        WireClient writer = joined(owner, DESIGN, "");
        WireClient watcher = joined(owner, DESIGN, "");
        assertThat(writer.acknowledged(mona.set("meta", "before", 1))).isTrue();
        int updates = watcher.heard("update").size();

        WireClient proxied = joined(next, DESIGN, "");

        owner.freeze(true);
        assertThat(proxied.awaitClose()).isEqualTo(1013);
        WireClient other = joined(next, DESIGN, "");
        assertThat(other.acknowledged(akira.set("meta", "meanwhile", 1))).isTrue();
        int answers = writer.heard("status").size();
        writer.update(mona.set("meta", "stale", 1));
        owner.freeze(false);

        assertThat(writer.awaitClose()).isEqualTo(1013);
        assertThat(watcher.awaitClose()).isEqualTo(1013);
        assertThat(writer.heard("status")).hasSize(answers);
        assertThat(watcher.heard("update")).hasSize(updates);
        assertThat(told(next, DESIGN, "meta").getMap())
                .containsKeys("before", "meanwhile")
                .doesNotContainKey("stale");
        joined(owner, DESIGN, "");
        assertThat(owner.node.proxiedSessions()).isEqualTo(1);
    }

    @Test
    @DisplayName("[NODE-11] of nodes that are asked for one design at the same moment one owns it, and all serve it")
    void racesForADesign() {
        List<TestNode> nodes = List.of(start(), start(), start());
        for (int round = 0; round < 10; round++) {
            String design = "race-" + round;
            List<WireClient> clients = new ArrayList<>();
            for (TestNode node : nodes) {
                clients.add(node.collab(design).authenticate("", ""));
                clients.add(node.collab(design).authenticate("", ""));
            }
            clients.forEach(client -> client.await("authenticated"));
            assertThat(clients.get(round % 6)
                            .acknowledged(replica(5_000 + round).set("meta", "r" + round, round)))
                    .isTrue();
            for (TestNode node : nodes) {
                assertThat(told(node, design, "meta").getMap()).containsKey("r" + round);
            }
            clients.forEach(WireClient::close);
        }
    }

    @Test
    @DisplayName(
            "[NODE-12] a connection to an owner that says nothing is given up, and the client is asked to try again")
    void givesAHalfOpenConnectionUp() {
        Vertx vertx = Vertx.vertx();
        try {
            NetServer silent =
                    Outcome.of(vertx.createNetServer().connectHandler(_ -> {}).listen(0, "127.0.0.1"));
            Leases fake = new Leases(
                    vertx,
                    new NodeIdentity(
                            "silent",
                            "127.0.0.1:" + silent.actualPort(),
                            new ClusterSecret(TestNode.SECRET).fingerprint()),
                    new MemoryStore(vertx, disk),
                    NodeClock.SYSTEM,
                    LeaseLimits.DEFAULTS);
            Outcome.of(fake.start());
            Outcome.of(fake.claim(DESIGN));
            TestNode edge = start(
                    ProxyTest.limits(
                            "joinHeld",
                            Duration.ofSeconds(1),
                            "connectWithin",
                            Duration.ofMillis(300),
                            "silentMax",
                            Duration.ofSeconds(3)),
                    SocketLimits.DEFAULTS);
            long before = System.nanoTime();

            WireClient client = edge.sync(DESIGN, "");

            assertThat(client.awaitClose()).isEqualTo(1013);
            assertThat(since(before)).isLessThan(Duration.ofSeconds(6));
            Awaitility.await().until(() -> edge.node.proxiedSessions() == 0);
            Outcome.of(fake.stop());
            joined(edge, DESIGN, "");
        } finally {
            Outcome.of(vertx.close());
        }
    }
}
