package io.meshplay.collab.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.lease.NodeIdentity;
import io.meshplay.collab.room.OwnedElsewhereException;
import io.meshplay.collab.room.VertxTurns;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How long a question waits for an owner. */
final class OwnersTest {
    private static final NodeLimits FEW_RETRIES =
            Limits.with(NodeLimits.DEFAULTS, "joinHeld", Duration.ofHours(2), "retry", Duration.ofHours(1));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName("[NODE-8] whoever waits for an owner goes on when it is found dead, however long the next try is away")
    void goesOnWhenTheOwnerIsFoundDead() {
        SharedHints nothing = new SharedHints(new NodeIdentity("two", "127.0.0.1:2", "secret"));
        Owners owners = new Owners(new VertxTurns(vertx, vertx.getOrCreateContext()), _ -> true, nothing, FEW_RETRIES);
        AtomicBoolean free = new AtomicBoolean();
        Future<String> asked = owners.ask(
                "design",
                () -> free.get()
                        ? Future.succeededFuture("served here")
                        : Future.failedFuture(new OwnedElsewhereException("one", "127.0.0.1:1")),
                _ -> Future.failedFuture(new LinkFailedException("refused")));
        assertThat(asked.isComplete()).isFalse();

        free.set(true);
        owners.died("one");

        assertThat(Outcome.of(asked)).isEqualTo("served here");
    }
}
