package io.meshplay.collab.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of the MongoDB store, at n and at n + 1. */
final class MongoLimitsTest {
    private static final String DESIGN = "design-a";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void end() {
        Outcome.of(vertx.close());
    }

    private static MongoLimits limits(Object... changes) {
        return Limits.with(MongoLimits.DEFAULTS, changes);
    }

    /** A call whose size is {@code bytes}, with what an entry costs beside its payload. */
    private Append append(String designId, long bytes) {
        long overhead = Append.bytes(new JournalEntry(designId, 1, 1, "", new byte[0]));
        byte[] payload = new byte[Math.toIntExact(bytes - overhead)];
        return new Append(vertx.getOrCreateContext(), List.of(new JournalEntry(designId, 1, 1, "", payload)));
    }

    @Test
    @DisplayName("[STORE-31] queuedCallsMax calls wait to append; one more is not taken")
    void boundsCalls() {
        var queue = new AppendQueue(limits("queuedCallsMax", 2));

        assertThat(queue.offer(append("a", 1_000), true)).isEqualTo(AppendQueue.Offer.TAKEN);
        assertThat(queue.offer(append("b", 1_000), true)).isEqualTo(AppendQueue.Offer.TAKEN);
        assertThat(queue.offer(append("c", 1_000), true)).isEqualTo(AppendQueue.Offer.FULL);
    }

    @Test
    @DisplayName("[STORE-31] queuedCallsMax other calls wait for the threads; one more fails as unavailable at once")
    void boundsOtherCalls() throws InterruptedException {
        var workers = workers(limits("queuedCallsMax", 2, "threads", 1));
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        List<Future<Boolean>> calls = new ArrayList<>();
        calls.add(workers.run(() -> {
            begun.countDown();
            return go.await(1, TimeUnit.MINUTES);
        }));
        begun.await();

        for (int i = 0; i < 3; i++) {
            calls.add(workers.run(() -> true));
        }

        assertThat(calls.get(3).cause()).isInstanceOf(StoreException.Unavailable.class);
        go.countDown();
        assertThat(calls.subList(0, 3)).allMatch(Outcome::of);
        end(workers);
    }

    @ParameterizedTest
    @CsvSource({"1000, TAKEN", "1001, FULL"})
    @DisplayName("[STORE-31] queuedBytesMax bytes wait to append; a call of one byte more is not taken")
    void boundsBytes(long bytes, AppendQueue.Offer offer) {
        var queue = new AppendQueue(limits("queuedBytesMax", 2_000L));
        queue.offer(append("a", 1_000), true);

        assertThat(queue.offer(append("b", bytes), true)).isEqualTo(offer);
    }

    @Test
    @DisplayName("[STORE-31] a call of more than queuedBytesMax is taken by an empty queue alone")
    void takesALargeCall() {
        var queue = new AppendQueue(limits("queuedBytesMax", 2_000L));

        assertThat(queue.offer(append("a", 2_001), true)).isEqualTo(AppendQueue.Offer.TAKEN);
        assertThat(queue.offer(append("b", 1_000), true)).isEqualTo(AppendQueue.Offer.FULL);
    }

    @Test
    @DisplayName("[STORE-45] callsPerInsertMax calls share an insert; one more goes with the next")
    void boundsAnInsert() {
        var queue = new AppendQueue(limits("callsPerInsertMax", 3));
        for (int i = 0; i < 4; i++) {
            queue.offer(append("design-" + i, 1_000), true);
        }

        assertThat(queue.take()).hasSize(3);
        assertThat(queue.take()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1000, 2", "1001, 1"})
    @DisplayName("[STORE-45] bytesPerInsertMax bytes share an insert; a call of one byte more goes with the next")
    void boundsTheBytesOfAnInsert(long bytes, int calls) {
        var queue = new AppendQueue(limits("bytesPerInsertMax", 2_000L));
        queue.offer(append("a", 1_000), true);
        queue.offer(append("b", bytes), true);

        assertThat(queue.take()).hasSize(calls);
    }

    @ParameterizedTest
    @CsvSource({"600, 0", "601, 7"})
    @DisplayName("[STORE-43] a checkpoint of inlineBytesMax bytes lies in its document, one byte more in chunks")
    void boundsADocument(int bytes, int chunks) {
        assertThat(chunksOf(bytes, limits("inlineBytesMax", 600, "chunkBytes", 100)))
                .isEqualTo(chunks);
    }

    @ParameterizedTest
    @CsvSource({"200, 2", "201, 3"})
    @DisplayName("[STORE-43] a chunk holds chunkBytes bytes; one byte more makes another")
    void boundsAChunk(int bytes, int chunks) {
        assertThat(chunksOf(bytes, limits("inlineBytesMax", 10, "chunkBytes", 100)))
                .isEqualTo(chunks);
    }

    private long chunksOf(int bytes, MongoLimits limits) {
        MongoOptions options = MongoOptions.of(Servers.exact(), "red", "");
        Store store = Outcome.of(MongoStore.open(vertx, options, limits));
        Outcome.of(store.checkpoints().put(new Checkpoint(DESIGN, 0, new byte[bytes])));
        assertThat(Outcome.of(store.checkpoints().get(DESIGN)).orElseThrow().payload())
                .hasSize(bytes);
        Outcome.of(store.close());
        try (MongoClient client = Client.open(options, limits)) {
            return client.getDatabase(options.database())
                    .getCollection("chunks", BsonDocument.class)
                    .countDocuments();
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "4, 2"})
    @DisplayName("[STORE-10] one delete forgets trimPerDeleteMax documents of a journal; one more takes another delete")
    void boundsADelete(int documents, int deletes) {
        MongoLimits limits = limits("trimPerDeleteMax", 3);
        MongoOptions options = MongoOptions.of(Servers.durable(), "red", "");
        Store store = Outcome.of(MongoStore.open(vertx, options, limits));
        for (int sequence = 1; sequence <= documents; sequence++) {
            Outcome.of(store.journal()
                    .append(List.of(new JournalEntry(DESIGN, sequence, store.fencingToken(), "ada", new byte[] {1}))));
        }
        Outcome.of(store.checkpoints().put(new Checkpoint(DESIGN, documents, new byte[] {1})));
        try (MongoClient client = Client.open(options, limits)) {
            long before = deletes(client, options);

            Outcome.of(store.journal().trim(DESIGN, documents + 1));

            // one more forgets chunks, whether there are any or not
            assertThat(deletes(client, options) - before).isEqualTo(deletes + 1);
        }
        assertThat(Outcome.of(store.journal().read(DESIGN, documents, 10))).isEmpty();
        Outcome.of(store.close());
    }

    private static long deletes(MongoClient client, MongoOptions options) {
        return client.getDatabase(options.database())
                .runCommand(new BsonDocument("serverStatus", new BsonInt32(1)), BsonDocument.class)
                .getDocument("metrics")
                .getDocument("commands")
                .getDocument("delete")
                .getNumber("total")
                .longValue();
    }

    @Test
    @DisplayName("[STORE-34] the ends of headsMax journals are remembered; with one more the oldest is forgotten")
    void boundsHeads() {
        var heads = new Heads(limits("headsMax", 2).headsMax());
        heads.put("a", new Head(1, 1));
        heads.put("b", new Head(1, 1));
        assertThat(heads.of("a")).isNotNull();

        heads.put("c", new Head(1, 1));

        assertThat(heads.of("b")).isNull();
        assertThat(heads.of("a")).isNotNull();
        assertThat(heads.of("c")).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"threads, 3", "threads, 4", "recordThreads, 3", "recordThreads, 4"})
    @DisplayName("[STORE-31] as many calls as there are threads are made at once, and never one more")
    void boundsThreads(String bound, int most) {
        MongoLimits limits = limits(bound, most);
        Workers workers = bound.equals("recordThreads")
                ? workers(limits, limits.recordThreads())
                : workers(limits, limits.threads());
        var all = new CyclicBarrier(most);
        var now = new AtomicInteger();
        var peak = new AtomicInteger();
        List<Future<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 10 * most; i++) {
            calls.add(workers.run(() -> {
                peak.accumulateAndGet(now.incrementAndGet(), Math::max);
                // passed only by as many as there are threads, at once
                all.await(1, TimeUnit.MINUTES);
                return now.decrementAndGet();
            }));
        }

        calls.forEach(Outcome::of);

        assertThat(peak).hasValue(most);
        end(workers);
    }

    private Workers workers(MongoLimits limits) {
        return workers(limits, limits.threads());
    }

    private Workers workers(MongoLimits limits, int threads) {
        return new Workers(
                vertx, new MongoFailures(MongoOptions.of(Servers.exact(), "red", "")), limits, "store-", threads);
    }

    private static void end(Workers workers) {
        workers.stop();
        try {
            workers.awaitEnd();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 300", "101, 301"})
    @DisplayName(
            "[STORE-42] the driver waits selectionTimeout for a primary and writeTimeout for a majority, no longer")
    void boundsWaiting(int selection, int write) {
        MongoClientSettings settings = Client.settings(
                MongoOptions.of("mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=9&wtimeoutMS=9", "red", ""),
                limits("selectionTimeout", Duration.ofMillis(selection), "writeTimeout", Duration.ofMillis(write)));

        assertThat(settings.getClusterSettings().getServerSelectionTimeout(TimeUnit.MILLISECONDS))
                .isEqualTo(selection);
        assertThat(settings.getSocketSettings().getConnectTimeout(TimeUnit.MILLISECONDS))
                .isEqualTo(selection);
        assertThat(settings.getWriteConcern().getWTimeout(TimeUnit.MILLISECONDS))
                .isEqualTo(write);
        assertThat(settings.getSocketSettings().getReadTimeout(TimeUnit.MILLISECONDS))
                .as("an answer that never comes")
                .isEqualTo(write + selection);
    }
}
