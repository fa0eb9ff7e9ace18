package io.meshplay.collab.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.designs.Slice;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AutosaverTest {
    private static final String DESIGN = "abcdefghijklmnopqrstuv";
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private final MemoryStore store = new MemoryStore(vertx, new MemoryStore.Disk());
    private final AutosaveTable table = new AutosaveTable(store.records());

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    private Autosaver autosaver(Object... changes) {
        return new Autosaver(vertx, store.records(), Clock.systemUTC(), Limits.with(HistoryLimits.DEFAULTS, changes));
    }

    private static byte[] named(String name) {
        return ("{\"meta\":{\"name\":\"" + name + "\"},\"components\":{},\"relationships\":{}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<Autosave> saved() {
        return Outcome.of(table.list(DESIGN, new Slice(1, 100))).items();
    }

    @Test
    @DisplayName("[HISTORY-1] a design is saved once it is quiet for so long: the last state of it, and once")
    void savesWhenQuiet() {
        Autosaver autosaver = autosaver("quiet", SOON, "elapsedMax", NEVER);

        autosaver.changed(DESIGN, named("First"));
        autosaver.changed(DESIGN, named("Second"));

        Awaitility.await().untilAsserted(() -> assertThat(saved()).hasSize(1));
        var state = Outcome.of(table.get(DESIGN, 1)).orElseThrow();
        assertThat(new String(state.content(), StandardCharsets.UTF_8)).contains("Second");
    }

    @Test
    @DisplayName("[HISTORY-1] a design that is never quiet is saved after elapsedMax")
    void savesWhenNeverQuiet() {
        Autosaver autosaver = autosaver("quiet", NEVER, "elapsedMax", Duration.ofMillis(200));
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();

        for (int edit = 0; saved().isEmpty() && System.nanoTime() < end; edit++) {
            autosaver.changed(DESIGN, named("Edit " + edit));
        }

        assertThat(saved()).isNotEmpty();
    }

    @Test
    @DisplayName(
            "[HISTORY-1] what waits is saved when the process ends; a state that is saved already is not saved again")
    void savesAtTheEnd() {
        Autosaver autosaver = autosaver("quiet", NEVER, "elapsedMax", NEVER);

        for (String name : List.of("One", "One", "Two", "One")) {
            autosaver.changed(DESIGN, named(name));
            Outcome.of(autosaver.flush());
        }

        assertThat(saved()).extracting(Autosave::number).containsExactly(3L, 2L, 1L);
        assertThat(saved().get(0).hash()).isEqualTo(saved().get(2).hash());
    }

    @Test
    @DisplayName("[HISTORY-2] newestKept are all kept, and one more makes way")
    void thinsOut() {
        Clock longAgo = Clock.fixed(Instant.parse("2030-01-01T10:00:00Z"), ZoneOffset.UTC);
        HistoryLimits limits =
                Limits.with(HistoryLimits.DEFAULTS, "newestKept", 2, "hoursKept", 1, "daysKept", 1, "quiet", NEVER);
        Autosaver autosaver = new Autosaver(vertx, store.records(), longAgo, limits);

        for (int edit = 1; edit <= 5; edit++) {
            autosaver.changed(DESIGN, named("Edit " + edit));
            Outcome.of(autosaver.flush());
        }

        // Of the older ones the newest of their hour when each was looked at.
        assertThat(saved()).extracting(Autosave::number).startsWith(5L, 4L).hasSize(3);
        assertThat(Outcome.of(table.get(DESIGN, 1))).isEmpty();
    }

    @Test
    @DisplayName("[HISTORY-2] of older ones one an hour is kept for hoursKept, one a day for daysKept, and then none")
    void keepsFewOfTheOld() {
        HistoryLimits limits = Limits.with(HistoryLimits.DEFAULTS, "newestKept", 1, "hoursKept", 3, "daysKept", 3);
        Instant now = Instant.parse("2030-01-10T12:30:00Z");
        List<Autosave> all = List.of(
                at(now),
                at(Instant.parse("2030-01-10T11:50:00Z")),
                at(Instant.parse("2030-01-10T11:10:00Z")),
                at(Instant.parse("2030-01-10T09:30:00Z")),
                at(Instant.parse("2030-01-10T09:29:59Z")),
                at(Instant.parse("2030-01-10T03:00:00Z")),
                at(Instant.parse("2030-01-09T23:00:00Z")),
                at(Instant.parse("2030-01-07T12:30:00Z")),
                at(Instant.parse("2030-01-07T12:29:59Z")));

        assertThat(Retention.superfluous(all, now, limits))
                .extracting(one -> one.createdAt().toString())
                .containsExactly("2030-01-10T11:10:00Z", "2030-01-10T03:00:00Z", "2030-01-07T12:29:59Z");
    }

    private static Autosave at(Instant time) {
        return new Autosave(DESIGN, 1, "", 1, 0, time);
    }
}
