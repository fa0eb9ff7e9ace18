package io.meshplay.collab.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.FakeLiveDesigns;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkWatchTest {
    private final Vertx vertx = Vertx.vertx();
    private final MemoryStore store = new MemoryStore(vertx, new MemoryStore.Disk());
    private final FakeLiveDesigns live = new FakeLiveDesigns(vertx);
    private final Clock clock = Clock.systemUTC();
    private final Designs designs = new Designs(
            vertx,
            store.records(),
            new FakeLiveDesigns(vertx),
            PresenceBoard.local(vertx, new SimpleMeterRegistry()),
            clock,
            new SecureRandom(),
            DesignsLimits.DEFAULTS);
    private final String designId = Outcome.of(designs.create("local", "Shop")).id();

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    private LinkWatch watch(Clock at, String... identities) {
        return new LinkWatch(store.records(), at, () -> Future.succeededFuture(Set.of(identities)), live::revoke);
    }

    @Test
    @DisplayName("[PRES-7] sessions of a link that is gone or has expired end, though nobody told of it; others stay")
    void endsWhatNobodyToldOf() {
        var standing =
                Outcome.of(designs.links().create(designId, Role.EDITOR, null)).link();
        var gone =
                Outcome.of(designs.links().create(designId, Role.VIEWER, null)).link();
        var expiring = Outcome.of(designs.links()
                        .create(designId, Role.VIEWER, clock.instant().plus(Duration.ofHours(1))))
                .link();
        Outcome.of(designs.links().revoke(designId, gone.id()));
        Clock later = Clock.offset(clock, Duration.ofHours(2));

        Outcome.of(watch(later, "local", standing.identity(), gone.identity(), expiring.identity())
                .look());

        assertThat(live.revoked()).containsExactlyInAnyOrder(gone.identity(), expiring.identity());
    }

    @Test
    @DisplayName("[PRES-7] a store that cannot be read ends nobody's session")
    void keepsSessionsWhenItCannotLook() {
        var link =
                Outcome.of(designs.links().create(designId, Role.EDITOR, null)).link();
        store.fail(new StoreException.Unavailable("the store is away", null));

        assertThatThrownBy(() -> Outcome.of(watch(clock, link.identity()).look()))
                .isInstanceOf(StoreException.Unavailable.class);
        assertThat(live.revoked()).isEmpty();
    }
}
