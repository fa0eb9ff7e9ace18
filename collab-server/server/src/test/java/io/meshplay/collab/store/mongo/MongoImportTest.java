package io.meshplay.collab.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backup brings that no single document holds. */
final class MongoImportTest {
    private static final String DESIGN = "design-a";
    private static final RecordCollection THINGS = new RecordCollection("things", List.of("name"));
    private static final MongoLimits SMALL =
            Limits.with(MongoLimits.DEFAULTS, "inlineBytesMax", 600, "chunkBytes", 100);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        Outcome.of(vertx.close());
    }

    private static byte[] bytes(long seed, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "[OPS-12] a journal's end, a checkpoint and a record of any size are filled in, and the journal goes on")
    void fillsInAnySize(boolean exact) {
        MongoOptions options = MongoOptions.of(exact ? Servers.exact() : Servers.durable(), "red", "");
        Store filled = Outcome.of(MongoStore.create(vertx, options, SMALL));
        Checkpoint checkpoint = new Checkpoint(DESIGN, 41, bytes(0, 1_000));
        List<JournalEntry> tail = new ArrayList<>();
        for (long sequence = 41; sequence <= 80; sequence++) {
            tail.add(new JournalEntry(DESIGN, sequence, 7, "ada", bytes(sequence, sequence % 9 == 0 ? 1_500 : 50)));
        }
        StoredRecord record = new StoredRecord(
                "a/1", 12, ("{\"name\":\"" + "x".repeat(900) + "\"}").getBytes(StandardCharsets.UTF_8));

        Outcome.of(filled.importing().record(THINGS, record));
        Outcome.of(filled.importing().design(DESIGN, checkpoint, tail));
        Outcome.of(filled.importing().finish());
        Outcome.of(filled.close());

        Store store = Outcome.of(MongoStore.open(vertx, options, SMALL));
        assertThat(Outcome.of(store.records().get(THINGS, "a/1")))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(record);
        assertThat(Outcome.of(store.checkpoints().get(DESIGN)))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(checkpoint);
        List<JournalEntry> read = Outcome.of(store.journal().read(DESIGN, 40, 1_000));
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("fencingToken")
                .isEqualTo(tail);
        assertThat(read).allSatisfy(entry -> assertThat(entry.fencingToken()).isZero());
        Outcome.of(store.journal().append(List.of(new JournalEntry(DESIGN, 81, 1, "eve", new byte[] {1}))));
        assertThat(Outcome.of(store.journal().lastSequence(DESIGN))).isEqualTo(81);
        Outcome.of(store.journal().trim(DESIGN, 41));
        assertThat(Outcome.of(store.journal().read(DESIGN, 41, 1_000))).hasSize(40);
        assertThatThrownBy(store::importing).isInstanceOf(IllegalStateException.class);
        Outcome.of(store.close());
    }
}
