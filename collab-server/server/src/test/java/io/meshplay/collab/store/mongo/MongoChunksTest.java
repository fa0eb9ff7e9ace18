package io.meshplay.collab.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What one document cannot hold, and what one insert holds together. */
final class MongoChunksTest {
    private static final String DESIGN = "design-a";
    private static final MongoLimits SMALL = new MongoLimits(
            10_000, 64 << 20, 1_000, 1 << 20, 600, 100, 100, 100, 4, 2, Duration.ofSeconds(5), Duration.ofSeconds(10));

    private final Vertx vertx = Vertx.vertx();
    private final MongoOptions options = MongoOptions.of(Servers.durable(), "chunks", "");
    private final List<Store> opened = new ArrayList<>();

    @AfterEach
    void end() {
        opened.forEach(store -> Outcome.of(store.close()));
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName("[STORE-43] an update, a checkpoint and a record larger than any document are kept byte for byte")
    void keepsWhatNoDocumentHolds() {
        Store store = open(MongoLimits.DEFAULTS);
        JournalEntry small = entry(store, 1, 10);
        JournalEntry large = entry(store, 2, 17 << 20);
        RecordCollection things = new RecordCollection("things", List.of());
        byte[] json = ("{\"x\":\"" + "é".repeat(9 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);

        Outcome.of(store.journal().append(List.of(small, large)));
        Outcome.of(store.checkpoints().put(new Checkpoint(DESIGN, 2, large.payload())));
        Outcome.of(store.records().put(things, "a/1", 0, json));
        Store again = open(MongoLimits.DEFAULTS);

        List<JournalEntry> stored = Outcome.of(again.journal().read(DESIGN, 0, 10));
        assertThat(stored).extracting(JournalEntry::sequence).containsExactly(1L, 2L);
        assertThat(stored.getFirst().payload()).isEqualTo(small.payload());
        assertThat(stored.getLast().payload()).isEqualTo(large.payload());
        assertThat(Outcome.of(again.checkpoints().get(DESIGN)).orElseThrow().payload())
                .isEqualTo(large.payload());
        assertThat(Outcome.of(again.records().get(things, "a/1")).orElseThrow().json())
                .isEqualTo(json);
    }

    @Test
    @DisplayName("[STORE-43] a large append keeps its place among those behind it")
    void keepsTheOrderOfLargeAndSmall() {
        Store store = open(SMALL);
        List<Future<Void>> appends = new ArrayList<>();
        for (long sequence = 1; sequence <= 12; sequence++) {
            appends.add(store.journal().append(List.of(entry(store, sequence, sequence % 3 == 0 ? 5_000 : 10))));
        }
        appends.forEach(Outcome::of);

        List<JournalEntry> stored = Outcome.of(store.journal().read(DESIGN, 0, 100));

        assertThat(stored).hasSize(12);
        stored.forEach(entry -> assertThat(entry.payload())
                .isEqualTo(
                        entry(store, entry.sequence(), entry.payload().length).payload()));
    }

    @Test
    @DisplayName("[STORE-43] an entry or checkpoint of which a chunk is missing is corrupt")
    void missesALostChunk() {
        Store store = open(SMALL);
        Outcome.of(store.journal().append(List.of(entry(store, 1, 1_000))));
        Outcome.of(store.checkpoints().put(new Checkpoint(DESIGN, 1, new byte[1_000])));

        behindItsBack(collections -> {
            collections.chunks().deleteAll(Chunks.journal(DESIGN));
            collections.chunks().deleteAll(Chunks.checkpoint(DESIGN));
            return true;
        });

        assertThatThrownBy(() -> Outcome.of(store.journal().read(DESIGN, 0, 10)))
                .isInstanceOf(StoreException.Corrupt.class)
                .hasMessageContaining("a part of");
        assertThatThrownBy(() -> Outcome.of(store.checkpoints().get(DESIGN)))
                .isInstanceOf(StoreException.Corrupt.class);
    }

    @Test
    @DisplayName("[STORE-44] trim and a newer checkpoint forget chunks, orphans too; a repeated append meets its own")
    void forgetsChunks() {
        Store store = open(SMALL);
        List<JournalEntry> large = List.of(entry(store, 1, 1_000));
        behindItsBack(collections -> {
            // What an append leaves that dies between its chunks and its document.
            collections
                    .chunks()
                    .put(
                            new BsonDocument(),
                            Chunks.journal(DESIGN),
                            1,
                            large.getFirst().payload(),
                            0);
            collections.chunks().put(new BsonDocument(), Chunks.journal(DESIGN), 1, new byte[300], 0);
            return true;
        });
        Outcome.of(store.journal().append(large));
        Outcome.of(store.journal().append(large));
        assertThat(chunks()).isEqualTo(10 + 3);

        Outcome.of(store.journal().append(List.of(entry(store, 2, 700))));
        Outcome.of(store.checkpoints().put(new Checkpoint(DESIGN, 1, new byte[1_000])));
        Outcome.of(store.checkpoints().put(new Checkpoint(DESIGN, 2, new byte[800])));
        assertThat(chunks()).isEqualTo(10 + 3 + 7 + 8);
        Outcome.of(store.journal().trim(DESIGN, 2));
        assertThat(chunks()).isEqualTo(7 + 8);

        Outcome.of(store.checkpoints().delete(DESIGN));
        assertThat(chunks()).isZero();
    }

    @Test
    @DisplayName("[STORE-45] appends of many designs that come while one is under way share one insert")
    void sharesAnInsert() {
        Store store = open(MongoLimits.DEFAULTS);
        int designs = 50;
        List<Future<Void>> first = new ArrayList<>();
        for (int design = 0; design < designs; design++) {
            first.add(store.journal().append(List.of(entryOf(store, "design-" + design, 1))));
        }
        first.forEach(Outcome::of);
        long before = inserts();

        List<Future<Void>> appends = new ArrayList<>();
        for (long sequence = 2; sequence <= 5; sequence++) {
            for (int design = 0; design < designs; design++) {
                appends.add(store.journal().append(List.of(entryOf(store, "design-" + design, sequence))));
            }
        }
        appends.forEach(Outcome::of);

        assertThat(inserts() - before).isBetween(4L, 40L);
    }

    private long inserts() {
        return behindItsBack(collections -> collections
                .database()
                .runCommand(new BsonDocument("serverStatus", new BsonInt32(1)), BsonDocument.class)
                .getDocument("metrics")
                .getDocument("commands")
                .getDocument("insert")
                .getNumber("total")
                .longValue());
    }

    private Store open(MongoLimits limits) {
        Store store = Outcome.of(MongoStore.open(vertx, options, limits));
        opened.add(store);
        return store;
    }

    private <T> T behindItsBack(Function<Collections, T> work) {
        try (MongoClient client = Client.open(options, SMALL)) {
            return work.apply(Collections.of(client.getDatabase(options.database()), SMALL));
        }
    }

    private long chunks() {
        return behindItsBack(collections -> collections
                .database()
                .getCollection("chunks", BsonDocument.class)
                .countDocuments());
    }

    private static JournalEntry entry(Store store, long sequence, int bytes) {
        byte[] payload = new byte[bytes];
        new SplittableRandom(sequence).nextBytes(payload);
        return new JournalEntry(DESIGN, sequence, store.fencingToken(), "ada", payload);
    }

    private static JournalEntry entryOf(Store store, String designId, long sequence) {
        return new JournalEntry(designId, sequence, store.fencingToken(), "ada", new byte[100]);
    }
}
