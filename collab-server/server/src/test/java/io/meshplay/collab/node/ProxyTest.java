package io.meshplay.collab.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.room.CloseReason;
import io.meshplay.collab.room.Grant;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Clients whose design is owned by another node than the one they came to. */
final class ProxyTest extends ClusterFixture {
    /** Of half a megabyte each: more in all than two kernels hold between a writer and a reader that sleeps. */
    private static final int SLOW_EDITS = 160;

    private final Replica mona = replica(1_001);
    private final Replica akira = replica(2_002);

    static byte[] operations(String key, int value) {
        return new JsonArray()
                .add(new JsonObject()
                        .put("op", "set")
                        .put("path", new JsonArray().add("meta").add(key))
                        .put("value", value))
                .toBuffer()
                .getBytes();
    }

    @Test
    @DisplayName("[NODE-1] clients of both framings at different nodes edit one design and see each other")
    void meetsInOneRoom() {
        TestNode owner = start();
        TestNode edge = start();
        WireClient here = joined(owner, DESIGN, "");
        WireClient there = joined(edge, DESIGN, "");
        WireClient plain = edge.sync(DESIGN, "?durable=1");
        plain.await("step1");

        assertThat(there.acknowledged(mona.set("meta", "from", "edge"))).isTrue();
        assertThat(here.acknowledged(akira.set("meta", "by", "owner"))).isTrue();
        there.awareness(1_001, 1, "{\"name\":\"Mona\"}");

        here.await("update");
        there.await("update");
        plain.await(heard -> heard.kind().equals("durable"));
        here.await(heard -> heard.kind().equals("awareness")
                && new String(heard.bytes(), StandardCharsets.ISO_8859_1).contains("Mona"));
        assertThat(edge.node.proxiedSessions()).isEqualTo(2);
        assertThat(owner.node.proxiedSessions()).isZero();
        assertThat(told(edge, DESIGN, "meta").getString("by")).isEqualTo("owner");
        assertThat(told(owner, DESIGN, "meta").getString("from")).isEqualTo("edge");
        assertThat(disk.actors(DESIGN)).contains("local");

        there.close();
        plain.close();
        Awaitility.await().until(() -> edge.node.proxiedSessions() == 0);
    }

    @Test
    @DisplayName("[NODE-1] several documents of one socket may have different owners")
    void splitsASocketByDocument() {
        TestNode one = start();
        TestNode two = start();
        joined(one, "design-a", "").acknowledged(mona.set("meta", "a", 1));
        joined(two, "design-b", "").acknowledged(akira.set("meta", "b", 1));

        WireClient both = joined(one, "design-a", "");
        WireClient other = both.at("design-b").authenticate("", "");
        Awaitility.await().until(() -> both.heard("authenticated").size() == 2);
        other.leave();

        Awaitility.await().until(() -> one.node.proxiedSessions() == 0);
        assertThat(both.open()).isTrue();
        assertThat(both.acknowledged(mona.set("meta", "a", 2))).isTrue();
    }

    @Test
    @DisplayName("[NODE-2] a viewer stays a viewer through another node, and a revoked link ends its session there")
    void keepsRoles() {
        grants.put("look", new Grant("link:1", Role.VIEWER, null));
        TestNode owner = start();
        TestNode edge = start();
        WireClient here = joined(owner, DESIGN, "");
        WireClient viewer = edge.collab(DESIGN).authenticate("look", "4.8.0");
        WireClient plain = edge.sync(DESIGN, "?token=look");
        plain.await("step1");

        assertThat(viewer.await("authenticated").text()).isEqualTo("readonly");
        assertThat(viewer.acknowledged(mona.set("meta", "a", 1))).isFalse();
        assertThat(told(edge, DESIGN, "meta").getMap()).doesNotContainKey("a");

        grants.remove("look");
        long before = System.nanoTime();
        edge.designs.revoke("link:1");

        viewer.await("close");
        assertThat(plain.awaitClose()).isEqualTo(4401);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(here.open()).isTrue();
    }

    @Test
    @DisplayName("[NODE-3] how a session ends is told through another node as it is by the owner")
    void carriesTheEnd() {
        TestNode owner = start();
        TestNode edge = start();
        joined(owner, DESIGN, "").acknowledged(mona.set("meta", "a", 1));
        WireClient malformed = edge.sync(DESIGN, "");
        malformed.await("step1");
        WireClient document = joined(edge, DESIGN, "");

        malformed.raw(new byte[] {0, 9, 0});
        malformed.await("denied");
        malformed.raw(new byte[] {0, 9, 0});
        WireClient foreign = edge.sync(DESIGN, "?epoch=another");

        assertThat(malformed.awaitClose()).isEqualTo(4422);
        assertThat(foreign.awaitClose()).isEqualTo(4409);
        Outcome.of(edge.designs.close(DESIGN, CloseReason.DELETED));
        assertThat(document.await("close").text()).isEqualTo("designDeleted");
        assertThat(document.open()).isTrue();
    }

    @Test
    @DisplayName("[NODE-4] a first sync of 2 MiB passes up and down through another node")
    void carriesMuch() {
        TestNode owner = start();
        TestNode edge = start();
        WireClient here = joined(owner, DESIGN, "");
        for (int i = 0; i < 8; i++) {
            mona.set("meta", "part" + i, "x".repeat(262_144));
        }
        WireClient up = joined(edge, DESIGN, "").answering(mona);
        up.sync(0, mona.vector());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !up.heard("status").isEmpty());

        WireClient down = joined(edge, DESIGN, "");
        down.sync(0, akira.vector());
        akira.apply(down.await("step2").bytes());

        assertThat(up.heard("status").getFirst().number()).isEqualTo(1);
        assertThat(akira.root("meta")).isEqualTo(mona.root("meta"));
        assertThat(here.open()).isTrue();
    }

    @Test
    @DisplayName(
            "[NODE-5] a client that does not read is not read for: the owner's room lets it lag, and it converges later")
    void boundsASlowReader() {
        TestNode owner = start();
        TestNode edge = start(
                NodeLimits.DEFAULTS, Limits.socket("deadAfter", Duration.ofMinutes(5), "outboundBytesMax", 8L << 20));
        WireClient writer = joined(owner, DESIGN, "");
        WireClient slow = joined(edge, DESIGN, "");
        slow.sync(0, akira.vector());
        slow.await("step2");
        slow.pause(true);

        String text = "y".repeat(500_000);
        for (int i = 0; i < SLOW_EDITS; i++) {
            assertThat(writer.acknowledged(mona.set("meta", "big", text + i))).isTrue();
        }
        assertThat(slow.open()).isTrue();
        slow.pause(false);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            slow.heard().stream()
                    .filter(heard ->
                            heard.kind().equals("update") || heard.kind().equals("step2"))
                    .forEach(heard -> akira.apply(heard.bytes()));
            return (text + (SLOW_EDITS - 1)).equals(akira.root("meta").getString("big"));
        });
        assertThat(slow.open()).isTrue();
        long heardBytes =
                slow.heard().stream().mapToLong(heard -> heard.bytes().length).sum();
        assertThat(heardBytes).as("less than all: it lagged").isLessThan((long) SLOW_EDITS * text.length());
    }

    @Test
    @DisplayName("[NODE-6] questions and edits of the server go to the owner through any node")
    void routesTheServersOwn() {
        TestNode owner = start();
        TestNode edge = start();
        joined(owner, DESIGN, "").acknowledged(mona.set("meta", "a", 1));

        long sequence = Outcome.of(edge.designs.edit(DESIGN, "mona & \u00e9/..%2e", operations("b", 2)));

        assertThat(sequence).isEqualTo(disk.actors(DESIGN).size());
        assertThat(disk.actors(DESIGN)).endsWith("mona & \u00e9/..%2e");
        assertThat(told(edge, DESIGN, "meta").getInteger("a")).isEqualTo(1);
        assertThat(told(owner, DESIGN, "meta").getInteger("b")).isEqualTo(2);
    }

    @Test
    @DisplayName("[NODE-6] odd characters in a design's id reach the owner as they are")
    void carriesOddIds() {
        TestNode owner = start();
        TestNode edge = start();
        String odd = "a/../b?c=d&design=" + DESIGN + "#\u00e9 %2F+";
        Outcome.of(owner.designs.edit(odd, "mona", operations("odd", 1)));

        WireClient client = joined(edge, odd, "");

        assertThat(client.acknowledged(mona.set("meta", "more", 2))).isTrue();
        assertThat(told(edge, odd, "meta").getMap()).containsKeys("odd", "more");
        assertThat(told(edge, DESIGN, "meta").isEmpty()).isTrue();
    }

    @Test
    @DisplayName("[NODE-7] a node proxies sessionsMax sessions; one more is asked to try again and the others live on")
    void limitsSessions() {
        TestNode owner = start();
        TestNode edge = start(limits("sessionsMax", 1), SocketLimits.DEFAULTS);
        joined(owner, DESIGN, "");
        WireClient first = joined(edge, DESIGN, "");

        assertThat(edge.sync(DESIGN, "").awaitClose()).isEqualTo(1013);
        assertThat(first.acknowledged(mona.set("meta", "a", 1))).isTrue();
        first.close();
        Awaitility.await().until(() -> edge.node.proxiedSessions() == 0);
        joined(edge, DESIGN, "");
    }

    static NodeLimits limits(Object... changes) {
        return Limits.with(NodeLimits.DEFAULTS, changes);
    }
}
