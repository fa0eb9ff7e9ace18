package io.meshplay.collab.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordPage;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.testing.FakeLiveDesigns;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of designs at rest, at n and at n + 1. */
final class DesignsLimitsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Contended records = new Contended(new MemoryStore(vertx, new MemoryStore.Disk()).records());
    private final FakeLiveDesigns live = new FakeLiveDesigns(vertx);

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    private Designs designs(Object... changes) {
        return new Designs(
                vertx,
                records,
                live,
                PresenceBoard.local(vertx, new SimpleMeterRegistry()),
                Clock.systemUTC(),
                new SecureRandom(),
                Limits.with(DesignsLimits.DEFAULTS, changes));
    }

    private static String made(Designs designs) {
        return Outcome.of(designs.create("local", "Shop")).id();
    }

    @Test
    @DisplayName("[API-25] a design has linksMax links, and not one more")
    void limitsLinks() {
        Designs designs = designs("linksMax", 2);
        String id = made(designs);

        Outcome.of(designs.links().create(id, Role.VIEWER, null));
        Outcome.of(designs.links().create(id, Role.VIEWER, null));

        assertThatThrownBy(() -> Outcome.of(designs.links().create(id, Role.VIEWER, null)))
                .isInstanceOf(DesignRefusedException.class);
    }

    @Test
    @DisplayName("[API-23] a design has versionsMax versions, and not one more")
    void limitsVersions() {
        Designs designs = designs("versionsMax", 2);
        String id = made(designs);

        Outcome.of(designs.versions().commit("local", id, "one"));
        Outcome.of(designs.versions().commit("local", id, "two"));

        assertThatThrownBy(() -> Outcome.of(designs.versions().commit("local", id, "three")))
                .isInstanceOf(DesignRefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false"})
    @DisplayName("[API-14] a change is tried attemptsMax times against concurrent writers")
    void limitsAttempts(int conflicts, boolean succeeds) {
        Designs designs = designs("attemptsMax", 3);
        String id = made(designs);
        records.conflicts.set(conflicts);

        Future<DesignRecord> renamed = designs.rename("local", id, "Market", null);

        if (succeeds) {
            assertThat(Outcome.of(renamed).name()).isEqualTo("Market");
        } else {
            assertThatThrownBy(() -> Outcome.of(renamed))
                    .isInstanceOfSatisfying(
                            DesignRefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(DesignRefusal.Contended.class));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false"})
    @DisplayName("[API-24] the edit that restores a version is computed restoreAttemptsMax times")
    void limitsRestores(int refusals, boolean succeeds) {
        Designs designs = designs("restoreAttemptsMax", 3);
        String id = made(designs);
        Outcome.of(designs.versions().commit("local", id, "one"));
        live.failEdits(refusals);

        Future<RestoredVersion> restored = designs.versions().restore("local", "local", id, 1);

        if (succeeds) {
            assertThat(Outcome.of(restored).undo()).isEqualTo(2);
        } else {
            assertThatThrownBy(() -> Outcome.of(restored)).hasMessageContaining("refused by the test");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nameCharsMax", "messageCharsMax", "linksMax", "versionsMax", "attemptsMax", "restoreAttemptsMax"
            })
    @DisplayName("[API-7] a bound of nothing is refused by name")
    void refusesNonsense(String name) {
        assertThatThrownBy(() -> designs(name, 0)).hasMessageContaining("designs." + name);
    }

    /** Records of which so many writes find that somebody else was first. */
    private static final class Contended implements Records {
        private final Records records;
        private final AtomicInteger conflicts = new AtomicInteger();

        Contended(Records records) {
            this.records = records;
        }

        @Override
        public Future<Optional<StoredRecord>> get(RecordCollection collection, String id) {
            return records.get(collection, id);
        }

        @Override
        public Future<Long> put(RecordCollection collection, String id, long expectedRevision, byte[] json) {
            return conflicts.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                    ? Future.failedFuture(new StoreException.Conflict("somebody was first"))
                    : records.put(collection, id, expectedRevision, json);
        }

        @Override
        public Future<Void> delete(RecordCollection collection, String id, long expectedRevision) {
            return records.delete(collection, id, expectedRevision);
        }

        @Override
        public Future<RecordPage> find(RecordQuery query) {
            return records.find(query);
        }
    }
}
