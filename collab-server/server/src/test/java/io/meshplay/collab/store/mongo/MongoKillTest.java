package io.meshplay.collab.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.store.AppendUntilKilled;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Child;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kills a process that writes to the server at random moments, and counts what it had acknowledged. */
final class MongoKillTest {
    private static final int KILLS = Integer.getInteger("store.kills", 4);
    private static final int KILLS_SLOW = 50;
    private static final long SEED = Long.getLong("seed", 42);
    private static final int ACKNOWLEDGEMENTS_MAX = 300;

    private final Vertx vertx = Vertx.vertx();
    private final String address = Servers.durable();
    private final MongoOptions options = MongoOptions.of(address, "killed", "");

    /** The newest sequence that was acknowledged, by design. */
    private final Map<String, Long> acknowledged = new HashMap<>();

    /** What was verified and trimmed, by design. */
    private final Map<String, Long> verified = new HashMap<>();

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName("[STORE-2] kill -9 of the writer loses no acknowledged append and leaves a sound journal")
    void losesNoAcknowledgedAppend() throws Exception {
        survive(KILLS);
    }

    @Test
    @Tag("rig")
    @DisplayName("[STORE-2] fifty kills of the writer lose no acknowledged append")
    void losesNoAcknowledgedAppendInFiftyKills() throws Exception {
        survive(KILLS_SLOW);
    }

    private void survive(int kills) throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < kills; round++) {
            runAndKill(1 + random.nextInt(ACKNOWLEDGEMENTS_MAX));

            Store store = Outcome.of(MongoStore.open(vertx, options));
            for (String designId : List.copyOf(acknowledged.keySet())) {
                verifyAndTrim(store, designId);
            }
            Outcome.of(store.close());
        }
        assertThat(acknowledged).hasSize(5);
    }

    private void runAndKill(int killAfter) throws Exception {
        try (Child child = Child.start(AppendUntilKilled.class, address, "8")) {
            for (int count = 0; count < killAfter; count++) {
                note(child.awaitLine());
            }
            child.kill();
            // What it printed before it died was acknowledged as well; the last line may be torn.
            List<String> rest = child.outputToItsEnd();
            if (!rest.isEmpty()) {
                rest.subList(0, rest.size() - 1).forEach(this::note);
            }
        }
    }

    private void note(String line) {
        int space = line.indexOf(' ');
        acknowledged.merge(line.substring(0, space), Long.parseLong(line.substring(space + 1)), Math::max);
    }

    private void verifyAndTrim(Store store, String designId) {
        long after = verified.getOrDefault(designId, 0L);
        List<JournalEntry> entries = Outcome.of(store.journal().read(designId, after, Integer.MAX_VALUE));
        long last = after + entries.size();
        assertThat(last)
                .as("seed %d: newest of %s", SEED, designId)
                .isGreaterThanOrEqualTo(acknowledged.getOrDefault(designId, 0L));
        for (JournalEntry entry : entries) {
            assertThat(entry.payload()).isEqualTo(AppendUntilKilled.payload(designId, entry.sequence()));
        }
        Outcome.of(store.checkpoints().put(new Checkpoint(designId, last, new byte[] {1})));
        Outcome.of(store.journal().trim(designId, last + 1));
        verified.put(designId, last);
    }
}
