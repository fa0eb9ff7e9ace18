package io.meshplay.collab.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.FakeLiveDesigns;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SampleDesignsTest {
    private final Vertx vertx = Vertx.vertx();
    private final MemoryStore store = new MemoryStore(vertx, new MemoryStore.Disk());
    private final FakeLiveDesigns live = new FakeLiveDesigns(vertx);
    private final Designs designs = new Designs(
            vertx,
            store.records(),
            live,
            PresenceBoard.local(vertx, new SimpleMeterRegistry()),
            Clock.systemUTC(),
            new SecureRandom(),
            DesignsLimits.DEFAULTS);

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    private List<DesignRecord> listed() {
        return Outcome.of(designs.list(new DesignQuery("", DesignQuery.Order.NAME, false, false, new Slice(1, 100))))
                .items();
    }

    @Test
    @DisplayName("[API-18] a new data directory gets the samples, and only once")
    void opensOnce() {
        Outcome.of(designs.samples().openOnce());
        List<DesignRecord> first = listed();
        Outcome.of(designs.delete(first.getFirst().id()));

        Outcome.of(designs.samples().openOnce());

        assertThat(first).isNotEmpty().allSatisfy(sample -> {
            assertThat(sample.componentCount()).isPositive();
            assertThat(live.document(sample.id()).path("components").size()).isEqualTo(sample.componentCount());
        });
        assertThat(listed()).isEqualTo(first.subList(1, first.size()));
    }

    @Test
    @DisplayName("[API-18] a data directory that has a design gets none")
    void leavesOthersAlone() {
        DesignRecord own = Outcome.of(designs.create("local", "Own"));
        Outcome.of(designs.delete(own.id()));

        Outcome.of(designs.samples().openOnce());

        assertThat(listed()).isEmpty();
    }

    @Test
    @DisplayName("[API-18] a start that was interrupted goes on where it stopped")
    void goesOn() {
        live.fail(new StoreException.Unavailable("gone", null));
        assertThatThrownBy(() -> Outcome.of(designs.samples().openOnce())).isInstanceOf(StoreException.class);
        live.fail(null);

        Outcome.of(designs.samples().openOnce());

        int count = listed().size();
        assertThat(count).isPositive();
        Outcome.of(designs.samples().openOnce());
        assertThat(listed()).hasSize(count);
    }

    @Test
    @DisplayName("[API-18] nodes that start at the same moment make each sample once, and all of them start")
    void startsTogether() {
        List<Future<Void>> starting =
                Stream.generate(() -> designs.samples().openOnce()).limit(5).toList();

        starting.forEach(Outcome::of);

        assertThat(listed()).isNotEmpty().extracting(DesignRecord::name).doesNotHaveDuplicates();
        assertThat(listed())
                .allSatisfy(sample -> assertThat(
                                live.document(sample.id()).path("components").size())
                        .isEqualTo(sample.componentCount()));
    }
}
