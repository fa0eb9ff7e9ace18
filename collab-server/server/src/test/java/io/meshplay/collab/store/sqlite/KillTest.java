package io.meshplay.collab.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.store.AppendUntilKilled;
import io.meshplay.collab.store.Child;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process at random moments and counts what it had acknowledged. */
final class KillTest {
    private static final int KILLS = Integer.getInteger("store.kills", 10);
    private static final int KILLS_SLOW = 100;
    private static final long SEED = Long.getLong("seed", 42);
    private static final int ACKNOWLEDGEMENTS_MAX = 1_500;

    @TempDir
    Path directory = Path.of("");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName("[STORE-2] kill -9 at any moment loses no acknowledged append and leaves a sound journal")
    void losesNoAcknowledgedAppend() throws Exception {
        survive(KILLS);
    }

    @Test
    @Tag("slow")
    @DisplayName("[STORE-2] a hundred kills lose no acknowledged append")
    void losesNoAcknowledgedAppendInAHundredKills() throws Exception {
        survive(KILLS_SLOW);
    }

    private void survive(int kills) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Long> acknowledged = new HashMap<>();
        long fencingToken = 0;
        for (int round = 0; round < kills; round++) {
            int killAfter = 1 + random.nextInt(ACKNOWLEDGEMENTS_MAX);
            runAndKill(killAfter, acknowledged);

            Store store = Outcome.of(SqliteStore.open(vertx, directory));
            assertThat(store.fencingToken()).isGreaterThan(fencingToken);
            fencingToken = store.fencingToken();
            for (Map.Entry<String, Long> design : acknowledged.entrySet()) {
                verify(store, design.getKey(), design.getValue());
            }
            Outcome.of(store.close());
        }
        assertThat(acknowledged).hasSize(5);
    }

    private void runAndKill(int killAfter, Map<String, Long> acknowledged) throws Exception {
        try (Child child = Child.start(AppendUntilKilled.class, directory.toString(), "8")) {
            for (int count = 0; count < killAfter; count++) {
                note(child.awaitLine(), acknowledged);
            }
            child.kill();
            // What it printed before it died was acknowledged as well; the last line may be torn.
            List<String> rest = child.outputToItsEnd();
            if (!rest.isEmpty()) {
                rest.subList(0, rest.size() - 1).forEach(line -> note(line, acknowledged));
            }
        }
    }

    private static void note(String line, Map<String, Long> acknowledged) {
        int space = line.indexOf(' ');
        acknowledged.merge(line.substring(0, space), Long.parseLong(line.substring(space + 1)), Math::max);
    }

    private static void verify(Store store, String designId, long acknowledged) {
        List<JournalEntry> entries = Outcome.of(store.journal().read(designId, 0, Integer.MAX_VALUE));
        assertThat(entries.size()).as("seed %d: entries of %s", SEED, designId).isGreaterThanOrEqualTo((int)
                acknowledged);
        for (JournalEntry entry : entries) {
            assertThat(entry.payload()).isEqualTo(AppendUntilKilled.payload(designId, entry.sequence()));
        }
    }
}
