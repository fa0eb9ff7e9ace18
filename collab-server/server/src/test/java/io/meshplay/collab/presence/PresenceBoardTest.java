package io.meshplay.collab.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshplay.collab.designs.DesignEvent;
import io.meshplay.collab.designs.PresenceView;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresenceBoardTest {
    private static final String DESIGN = "design-one";

    private final RedisServer redis;
    private final Node a;
    private final Node b;

    PresenceBoardTest(@TempDir Path directory) {
        redis = new RedisServer(directory);
        a = new Node(redis.uri(), "a");
        b = new Node(redis.uri(), "b");
    }

    @BeforeEach
    void bothLive() {
        await().until(() -> a.connected() == 1 && b.connected() == 1);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        redis.close();
    }

    @Test
    @DisplayName("[PRES-1] what a client says on its node is read on every node, the newest only, until it leaves")
    void crossesNodes() {
        a.says(DESIGN, 7, "{\"cursor\":1}");
        await().until(() -> b.states(DESIGN).equals(Map.of(7L, "{\"cursor\":1}")));

        a.says(DESIGN, 7, "{\"cursor\":2}");
        b.says(DESIGN, 9, "{\"cursor\":3}");
        await().until(() -> b.states(DESIGN).equals(Map.of(7L, "{\"cursor\":2}", 9L, "{\"cursor\":3}")));
        await().until(() -> a.states(DESIGN).equals(b.states(DESIGN)));
        assertThat(b.on(DESIGN).partial()).isFalse();

        a.says(DESIGN, 7, null);
        await().until(() -> b.states(DESIGN).equals(Map.of(9L, "{\"cursor\":3}")));
        b.board.closed(DESIGN);
        await().until(() -> a.states(DESIGN).isEmpty());
        await("nothing is left")
                .until(() -> redis.ask(it -> it.keys("meshplay:on:*")).isEmpty());
    }

    @Test
    @DisplayName("[PRES-2] a burst of changes is a few writes, each of what changed only")
    void coalesces() {
        a.says(DESIGN, 1, "{\"quiet\":true}");
        await().until(() -> b.states(DESIGN).size() == 1);
        redis.ask(it -> it.configResetstat());

        for (int i = 0; i < 2_000; i++) {
            a.says(DESIGN, 2, "{\"cursor\":" + i + "}");
        }

        await().until(() -> "{\"cursor\":1999}".equals(b.states(DESIGN).get(2L)));
        String stats = redis.ask(it -> it.info("commandstats"));
        int writes = Integer.parseInt(stats.replaceAll("(?s).*cmdstat_hset:calls=(\\d+).*", "$1"));
        assertThat(writes).isBetween(1, 20);
    }

    @Test
    @DisplayName("[PRES-3] a node that dies is not shown any more once its key is gone, and leaves nothing behind")
    void expiresWithItsNode() {
        Node dying = new Node(redis.uri(), "c");
        dying.says(DESIGN, 5, Node.person("Ada", ""));
        await().until(() ->
                b.states(DESIGN).size() == 1 && b.of(DESIGN).designs().size() == 1);

        dying.kill();

        await().atMost(Duration.ofSeconds(3)).until(() -> b.states(DESIGN).isEmpty());
        assertThat(b.of(DESIGN).designs()).isEmpty();
        await().until(() -> redis.ask(it -> it.keys("*")).stream().noneMatch(key -> key.contains(":c~")));
        Set<String> nodes = redis.ask(it -> it.smembers("meshplay:nodes"));
        assertThat(nodes).noneMatch(node -> node.startsWith("c~"));
    }

    @Test
    @DisplayName("[PRES-3] after a take-over a client is shown once, as its living owner has it")
    void takeOver() {
        Node dying = new Node(redis.uri(), "c");
        dying.says(DESIGN, 5, "{\"at\":\"old\"}");
        await().until(() -> b.states(DESIGN).size() == 1);

        dying.kill();
        a.says(DESIGN, 5, "{\"at\":\"new\"}");

        await().until(() -> b.states(DESIGN).equals(Map.of(5L, "{\"at\":\"new\"}")));
        assertThat(a.states(DESIGN)).isEqualTo(Map.of(5L, "{\"at\":\"new\"}"));
    }

    @Test
    @DisplayName("[PRES-4] a summary counts each person once and names the first eight, in lines that are safe to show")
    void summarises() {
        for (int i = 0; i < 9; i++) {
            a.says(DESIGN, 100 + i, Node.person("Person" + i, ""));
        }
        a.says(DESIGN, 200, Node.person("Person0", ",\"window\":2"));
        a.says(DESIGN, 201, "{\"nobody\":true}");
        a.says(
                "design-two",
                300,
                "{\"user\":{\"name\":\" Eve\\n\\u202e" + "x".repeat(100) + "\",\"color\":\"url(x)\"}}");

        await().until(() -> b.of("design-two", DESIGN, "design-three").designs().size() == 2
                && b.of(DESIGN).designs().getFirst().count() == 9);
        var two = b.of("design-two", DESIGN).designs();
        assertThat(two.getLast().people())
                .hasSize(8)
                .startsWith(
                        new PresenceView.Person("Person0", "#6d4aff"), new PresenceView.Person("Person1", "#6d4aff"));
        var eve = two.getFirst().people().getFirst();
        assertThat(eve.color()).isNull();
        assertThat(eve.name()).hasSize(40).startsWith("Eve").doesNotContain("\n", "\u202e");
    }

    @Test
    @DisplayName("[PRES-5] who comes and goes is news on every node; where a cursor stands is none")
    void tellsOfPeople() {
        a.says(DESIGN, 1, Node.person("Ada", ""));
        var ada = new DesignEvent.PeopleChanged(
                new PresenceView.Summary(DESIGN, 1, List.of(new PresenceView.Person("Ada", "#6d4aff"))));
        await().until(() -> b.heard.contains(ada) && a.heard.contains(ada));

        a.says(DESIGN, 1, Node.person("Ada", ",\"cursor\":[1,2]"));
        await().until(() -> b.states(DESIGN).getOrDefault(1L, "").contains("cursor"));
        a.says(DESIGN, 1, null);
        await().until(() ->
                b.heard.contains(new DesignEvent.PeopleChanged(new PresenceView.Summary(DESIGN, 0, List.of()))));

        assertThat(b.heard)
                .filteredOn(DesignEvent.PeopleChanged.class::isInstance)
                .hasSize(2);
    }

    @Test
    @DisplayName("[PRES-6] news of designs are heard once on every node")
    void tellsNews() {
        var renamed = new DesignEvent.Changed(DesignEvent.Kind.RENAMED, DESIGN, "Shop \u00e9\u4e16", 0);
        var committed = new DesignEvent.Changed(DesignEvent.Kind.COMMITTED, DESIGN, null, 12);

        a.board.publish(renamed);
        a.board.publish(committed);

        await().until(() -> b.heard.contains(committed));
        assertThat(b.heard).containsOnlyOnce(renamed, committed);
        assertThat(a.heard).containsOnlyOnce(renamed, committed);
    }

    @Test
    @DisplayName("[PRES-6] what is no message of ours is counted and changes nothing")
    void ignoresStrangers() {
        for (String message :
                List.of("", "{", "[]", "7", "{\"is\":\"design\"}", "{\"is\":\"revoked\"}", "x".repeat(20_000))) {
            redis.ask(it -> it.publish("meshplay:news", message));
        }
        await().until(() -> b.registry.get("meshplay.redis.ignored").counter().count() == 7);

        assertThat(b.heard).allMatch(DesignEvent.Resync.class::isInstance);
        assertThat(b.revoked).isEmpty();
    }

    @Test
    @DisplayName("[PRES-7] a revocation is heard by the other nodes and names no secret")
    void revokes() {
        a.board.revoked("link:abc");

        await().until(() -> b.revoked.equals(List.of("link:abc")));
        assertThat(a.revoked).isEmpty();
    }

    @Test
    @DisplayName("[PRES-8] a routing hint is read by any node and forgotten soon")
    void hints() {
        assertThat(Outcome.of(b.board.hint(DESIGN))).isEmpty();

        a.board.hint(DESIGN, "10.0.0.1:9000");

        await().until(() -> Outcome.of(b.board.hint(DESIGN)).equals(Optional.of("10.0.0.1:9000")));
        await().until(() -> Outcome.of(b.board.hint(DESIGN)).isEmpty());
    }
}
