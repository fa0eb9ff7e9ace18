package io.meshplay.collab.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two nodes on one database, on a server that is exact between writers. */
final class MongoOwnersTest {
    private static final String DESIGN = "design-a";
    private static final RecordCollection THINGS = new RecordCollection("things", List.of("name"));

    private final Vertx vertx = Vertx.vertx();
    private final MongoOptions options = MongoOptions.of(Servers.exact(), "owners", "");
    private final List<Store> stores = new ArrayList<>();

    @BeforeEach
    void openBoth() {
        stores.add(Outcome.of(MongoStore.open(vertx, options)));
        stores.add(Outcome.of(MongoStore.open(vertx, options)));
    }

    @AfterEach
    void closeBoth() {
        stores.forEach(store -> Outcome.of(store.close()));
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName("[STORE-33] nodes of one cluster share a database; each has a fencing token of its own")
    void sharesADatabase() {
        append(0, 1, 2);

        assertThat(stores.get(1).fencingToken()).isGreaterThan(stores.get(0).fencingToken());
        assertThat(sequences(1, 0)).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName(
            "[STORE-34] of two owners that append under one sequence exactly one wins, and its call is stored whole")
    void letsOneOwnerAppend(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long next = 1;
        for (int round = 0; round < 25; round++) {
            List<List<JournalEntry>> rivals = List.of(
                    entries(1, "ada", next, next + random.nextInt(3)),
                    entries(1, "eve", next, next + random.nextInt(3)));
            List<Future<Void>> appends = List.of(
                    stores.get(0).journal().append(rivals.get(0)),
                    stores.get(1).journal().append(rivals.get(1)));

            List<Integer> winners = new ArrayList<>();
            for (int rival = 0; rival < 2; rival++) {
                if (wins(appends.get(rival))) {
                    winners.add(rival);
                }
            }

            assertThat(winners).as("seed %d, round %d", seed, round).hasSize(1);
            List<JournalEntry> won = rivals.get(winners.getFirst());
            assertThat(Outcome.of(stores.get(round % 2).journal().read(DESIGN, next - 1, 100)))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(won);
            next += won.size();
        }
    }

    @Test
    @DisplayName("[STORE-35] what an owner that lost the design writes into the place of trimmed entries is never read")
    void ignoresWhatAStaleOwnerLeaves() {
        append(0, 1, 4);
        append(1, 5, 10);
        Outcome.of(stores.get(1).checkpoints().put(new Checkpoint(DESIGN, 10, new byte[] {1})));
        Outcome.of(stores.get(1).journal().trim(DESIGN, 11));

        // The first owner still believes that the journal ends at 4, and its id is free.
        append(0, 5, 12);

        assertThat(Outcome.of(stores.get(1).journal().lastSequence(DESIGN))).isEqualTo(10);
        assertThat(sequences(1, 10)).isEmpty();
        append(1, 11, 11);
        assertThat(sequences(1, 10)).containsExactly(11L);
        append(0, 13, 13);
        assertThat(sequences(1, 10)).containsExactly(11L);
        Outcome.of(stores.get(1).checkpoints().put(new Checkpoint(DESIGN, 11, new byte[] {2})));
        Outcome.of(stores.get(1).journal().trim(DESIGN, 12));
        assertThat(Outcome.of(stores.get(1).journal().lastSequence(DESIGN))).isEqualTo(11);
        append(1, 12, 12);
        append(1, 13, 14);
        append(0, 14, 15);
        assertThat(sequences(1, 11)).containsExactly(12L, 13L, 14L);
    }

    @Test
    @DisplayName("[STORE-10] trim keeps a document whole that holds both what is forgotten and what is kept")
    void keepsADocumentThatStraddles() {
        append(0, 1, 3);
        append(0, 4, 9);
        Outcome.of(stores.get(0).checkpoints().put(new Checkpoint(DESIGN, 6, new byte[] {1})));

        Outcome.of(stores.get(0).journal().trim(DESIGN, 7));

        assertThat(sequences(1, 6)).containsExactly(7L, 8L, 9L);
        assertThatThrownBy(() -> sequences(1, 2)).isInstanceOf(StoreException.Corrupt.class);
        append(1, 10, 10);
        assertThat(sequences(0, 6)).containsExactly(7L, 8L, 9L, 10L);
    }

    @Test
    @DisplayName("[STORE-8] a checkpoint remembers where the journal ended: a tail lost later is corrupt")
    void missesALostTail() {
        append(0, 1, 3);
        append(0, 4, 9);
        Outcome.of(stores.get(0).checkpoints().put(new Checkpoint(DESIGN, 3, new byte[] {1})));

        try (var client = Client.open(options, MongoLimits.DEFAULTS)) {
            Collections.of(client.getDatabase(options.database()), MongoLimits.DEFAULTS)
                    .journal()
                    .deleteOne(Ids.from(DESIGN, 4));
        }

        assertThatThrownBy(() -> sequences(1, 3)).isInstanceOf(StoreException.Corrupt.class);
        assertThatThrownBy(() -> append(1, 4, 4)).isInstanceOf(StoreException.Conflict.class);
    }

    @Test
    @DisplayName("[STORE-16] of many puts of two nodes that expect one revision exactly one wins")
    void letsOneNodePut() {
        Outcome.of(stores.get(0).records().put(THINGS, "a", 0, json("{}")));
        for (int revision = 1; revision <= 20; revision++) {
            List<Future<Long>> rivals = new ArrayList<>();
            for (int rival = 0; rival < 8; rival++) {
                byte[] json = json("{\"name\":\"" + rival + "\"}");
                rivals.add(stores.get(rival % 2).records().put(THINGS, "a", revision, json));
            }

            assertThat(rivals.stream().filter(rival -> wins(rival)).count()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("[STORE-36] two nodes that store checkpoints of one sequence or of several leave the newest readable")
    void keepsTheNewestCheckpointOfTwoNodes() {
        append(0, 1, 40);
        List<Future<Void>> puts = new ArrayList<>();
        for (int sequence = 1; sequence <= 40; sequence++) {
            for (Store store : stores) {
                puts.add(store.checkpoints().put(new Checkpoint(DESIGN, sequence, json("state " + sequence))));
            }
        }
        puts.forEach(put -> wins(put));

        Checkpoint newest = Outcome.of(stores.get(1).checkpoints().get(DESIGN)).orElseThrow();
        assertThat(newest.sequence()).isEqualTo(40);
        assertThat(newest.payload()).asString().isEqualTo("state 40");
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    private void append(int node, long first, long last) {
        Outcome.of(stores.get(node).journal().append(entries(stores.get(node).fencingToken(), "ada", first, last)));
    }

    private static List<JournalEntry> entries(long fencingToken, String actor, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(
                        sequence -> new JournalEntry(DESIGN, sequence, fencingToken, actor, json("update " + sequence)))
                .toList();
    }

    private List<Long> sequences(int node, long after) {
        return Outcome.of(stores.get(node).journal().read(DESIGN, after, 100)).stream()
                .map(JournalEntry::sequence)
                .toList();
    }

    private static boolean wins(Future<?> rival) {
        try {
            Outcome.of(rival);
            return true;
        } catch (StoreException.Conflict _) {
            return false;
        }
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
