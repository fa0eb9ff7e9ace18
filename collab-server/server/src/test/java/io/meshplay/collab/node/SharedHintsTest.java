package io.meshplay.collab.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.lease.NodeIdentity;
import io.meshplay.collab.room.RoutingHints;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nodes tell each other of where designs live. */
final class SharedHintsTest extends ClusterFixture {
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final RoutingHints board = new RoutingHints() {
        @Override
        public Future<Optional<String>> hint(String designId) {
            return Future.succeededFuture(Optional.ofNullable(told.get(designId)));
        }

        @Override
        public void hint(String designId, String node) {
            told.put(designId, node);
        }
    };

    private TestNode listening() {
        TestNode node = start();
        node.node.hints(board);
        return node;
    }

    private static String hint(TestNode node) {
        return node.node.id() + " " + node.node.identity().address();
    }

    @Test
    @DisplayName("[NODE-13] a node that claims a design tells so, and the others go straight to it")
    void tellsWhereADesignLives() {
        TestNode owner = listening();
        TestNode edge = listening();
        joined(owner, DESIGN, "");
        edge.freeze(true);

        WireClient there = joined(edge, DESIGN, "");

        assertThat(told).containsEntry(DESIGN, hint(owner));
        assertThat(there.open()).as("joined without a question to the store").isTrue();
        assertThat(edge.node.proxiedSessions()).isEqualTo(1);
        edge.freeze(false);
    }

    @Test
    @DisplayName("[NODE-13] a wrong hint costs a moment and nothing else")
    void survivesWrongHints() {
        TestNode owner = listening();
        TestNode other = listening();
        joined(owner, DESIGN, "");
        told.put(DESIGN, hint(other));

        WireClient again = joined(owner, DESIGN, "");

        assertThat(again.open()).isTrue();
        assertThat(owner.node.proxiedSessions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "me 127.0.0.1:1", "other", "other nowhere", "other 127.0.0.1:99999"})
    @DisplayName("[NODE-13] a hint that names this node, or nobody, is none")
    void ignoresWhatIsNoHint(String hint) {
        told.put(DESIGN, hint);
        var hints = new SharedHints(new NodeIdentity("me", "127.0.0.1:1", ""));
        hints.use(board);

        assertThat(Outcome.of(hints.owner(DESIGN))).isEmpty();
    }
}
