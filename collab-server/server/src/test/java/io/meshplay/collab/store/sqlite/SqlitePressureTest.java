package io.meshplay.collab.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store on a full disk and under more calls than it can serve. */
final class SqlitePressureTest {
    private static final SqliteLimits SMALL = Limits.with(
            SqliteLimits.DEFAULTS,
            "queuedCallsMax",
            20,
            "queuedBytesMax",
            100_000L,
            "callsPerCommitMax",
            10,
            "trimPerCommitMax",
            3,
            "readersCount",
            1,
            "databasePagesMax",
            200L);

    @TempDir
    Path directory = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final Failures failures = new Failures(Path.of("data"));

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName(
            "[STORE-30] on a full disk, or a file of databasePagesMax pages, writes fail by name, reads go on, and with room again writes go on too")
    void survivesAFullDisk() throws Exception {
        Store store = Outcome.of(SqliteStore.open(vertx, directory, SMALL));
        long stored = fill(store, "large");

        assertThatThrownBy(() -> append(store, "large", stored + 1))
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("no room left in " + directory.toRealPath() + ": free disk space");
        assertThat(Outcome.of(store.journal().read("large", 0, 1_000))).hasSize((int) stored);
        Outcome.of(store.checkpoints().delete("large"));

        append(store, "small", 1);
        Outcome.of(store.probe());
        Outcome.of(store.close());
        Store again = Outcome.of(SqliteStore.open(vertx, directory));
        assertThat(Outcome.of(again.journal().lastSequence("small"))).isEqualTo(1);
        Outcome.of(again.close());
    }

    @Test
    @DisplayName("[STORE-30] a call that finds no room does not fail the calls that share its commit")
    void failsOnlyTheCallWithoutRoom() {
        Store store = Outcome.of(SqliteStore.open(vertx, directory, SMALL));
        JournalEntry tooLarge = new JournalEntry("large", 1, store.fencingToken(), "ada", new byte[2_000_000]);

        Future<Void> before = store.journal().append(List.of(entry(store, "small", 1)));
        Future<Void> large = store.journal().append(List.of(tooLarge));
        Outcome.of(before);
        assertThatThrownBy(() -> Outcome.of(large)).isInstanceOf(StoreException.Unavailable.class);
        append(store, "small", 2);

        assertThat(Outcome.of(store.journal().lastSequence("small"))).isEqualTo(2);
        assertThat(Outcome.of(store.journal().lastSequence("large"))).isZero();
        Outcome.of(store.close());
    }

    @Test
    @DisplayName("[STORE-31] the queue takes queuedCallsMax calls of queuedBytesMax bytes and refuses the next at once")
    void refusesWhatItCannotQueue() {
        Intake calls = new Intake(3, 1_000);
        for (int count = 0; count < 3; count++) {
            assertThat(calls.offer(call(10))).isEqualTo(Intake.Offer.TAKEN);
        }
        assertThat(calls.offer(call(10))).isEqualTo(Intake.Offer.FULL);

        Intake bytes = new Intake(100, 1_000);
        assertThat(bytes.offer(call(600))).isEqualTo(Intake.Offer.TAKEN);
        assertThat(bytes.offer(call(400))).isEqualTo(Intake.Offer.TAKEN);
        assertThat(bytes.offer(call(1))).isEqualTo(Intake.Offer.FULL);
        assertThat(bytes.take(10)).hasSize(2);
        assertThat(bytes.offer(call(5_000))).isEqualTo(Intake.Offer.TAKEN);
        assertThat(bytes.offer(call(1))).isEqualTo(Intake.Offer.FULL);

        bytes.close();
        assertThat(bytes.offer(call(1))).isEqualTo(Intake.Offer.CLOSED);
        assertThat(bytes.take(10)).hasSize(1);
        assertThat(bytes.take(10)).isEmpty();
    }

    @Test
    @DisplayName("[STORE-31] a full queue fails the call as unavailable")
    void saysThatItHasTooMuchToDo() {
        Intake full = new Intake(1, 1_000);
        Threads threads = new Threads(vertx, full, full, failures);
        Future<Boolean> waiting = threads.write(0, _ -> true);

        Future<Boolean> refused = threads.write(0, _ -> true);

        assertThat(waiting.isComplete()).isFalse();
        assertThat(refused.cause())
                .isInstanceOf(StoreException.Unavailable.class)
                .hasMessageContaining("too much to do");
    }

    @Test
    @DisplayName("[STORE-32] a long read delays no append")
    void appendsWhileARoomIsRead() throws Exception {
        Database reading = Database.open(directory.resolve("meshplay.db"), SMALL);
        Database writing = Database.open(directory.resolve("meshplay.db"), SMALL);
        new Schema(directory.resolve("meshplay.db"), Migration.ALL).prepare(writing, SMALL);
        Threads threads = new Threads(vertx, new Intake(10, 1_000), new Intake(10, 1_000), failures);
        Writer writer = Writer.start(writing, threads.writes(), failures, SMALL);
        Readers readers = Readers.start(List.of(reading), threads.reads(), failures);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Long> slow = threads.read(database -> {
            long tables = database.number("SELECT count(*) FROM sqlite_schema");
            held.countDown();
            await(release);
            return tables;
        });
        await(held);

        SqliteJournal journal = new SqliteJournal(threads, SMALL);
        Outcome.of(journal.append(List.of(new JournalEntry("a", 1, 1, "ada", new byte[9]))));

        assertThat(slow.isComplete()).isFalse();
        release.countDown();
        Outcome.of(slow);
        readers.close();
        writer.close();
    }

    @Test
    @DisplayName("[STORE-10] a trim of more than trimPerCommitMax entries is done in parts")
    void trimsInParts() {
        Store store = Outcome.of(SqliteStore.open(vertx, directory, SMALL));
        for (long sequence = 1; sequence <= 20; sequence++) {
            append(store, "a", sequence);
        }
        Outcome.of(store.checkpoints().put(new Checkpoint("a", 20, new byte[0])));

        Outcome.of(store.journal().trim("a", 20));

        assertThat(Outcome.of(store.journal().read("a", 19, 10))).hasSize(1);
        assertThatThrownBy(() -> Outcome.of(store.journal().read("a", 18, 10)))
                .isInstanceOf(StoreException.Corrupt.class);
        Outcome.of(store.close());
    }

    @Test
    @DisplayName("[STORE-31] a commit takes callsPerCommitMax calls, and leaves one more to the next")
    void limitsCommits() {
        Intake calls = new Intake(10, 1_000);
        for (int count = 0; count < 4; count++) {
            calls.offer(call(10));
        }

        assertThat(calls.take(3)).hasSize(3);
        assertThat(calls.take(3)).hasSize(1);
    }

    @Test
    @DisplayName("[STORE-32] a connection keeps preparedMax statements, and starts afresh with one more")
    void limitsPreparedStatements() throws Exception {
        SqliteLimits two = Limits.with(SqliteLimits.DEFAULTS, "preparedMax", 2);
        Database database = Database.open(directory.resolve("prepared.db"), two);

        for (String sql : List.of("SELECT 1", "SELECT 2", "SELECT 1")) {
            database.number(sql);
        }
        assertThat(database.preparedCount()).isEqualTo(2);
        database.number("SELECT 3");

        assertThat(database.preparedCount()).isEqualTo(1);
        database.close();
    }

    @Test
    @DisplayName("[STORE-32] the log moves into the file each logMoveInterval, while nobody waits")
    void movesTheLog() {
        SqliteLimits often = Limits.with(SqliteLimits.DEFAULTS, "logMoveInterval", Duration.ofMillis(50));
        Store store = Outcome.of(SqliteStore.open(vertx, directory, often));
        for (long sequence = 1; sequence <= 20; sequence++) {
            append(store, "a", sequence);
        }

        Awaitility.await().until(() -> Files.size(directory.resolve("meshplay.db")) > 20 * 5_000);
        Outcome.of(store.close());
    }

    @Test
    @DisplayName(
            "[STORE-32] a write waits busyTimeout for a lock of another program, then fails by name; nothing of it stays")
    void waitsForALockOfAnotherProgram() throws Exception {
        SqliteLimits patient = Limits.with(SqliteLimits.DEFAULTS, "busyTimeout", Duration.ofSeconds(20));
        SqliteLimits hasty = Limits.with(SqliteLimits.DEFAULTS, "busyTimeout", Duration.ofMillis(1));
        String url = "jdbc:sqlite:" + directory.resolve("meshplay.db");
        Store store = Outcome.of(SqliteStore.open(vertx, directory, patient));
        try (Connection foreign = DriverManager.getConnection(url);
                Statement statement = foreign.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Future<Void> waiting = store.journal().append(List.of(entry(store, "a", 1)));
            statement.execute("COMMIT");
            Outcome.of(waiting);
            Outcome.of(store.close());

            Store hurried = Outcome.of(SqliteStore.open(vertx, directory, hasty));
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> append(hurried, "a", 2))
                    .isInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining("is held by another program: end it");
            statement.execute("COMMIT");
            append(hurried, "a", 2);
            Outcome.of(hurried.close());
        }
    }

    @Test
    @DisplayName("[STORE-32] readersCount calls are read at once, and one more waits")
    void readsSoManyCallsAtOnce() {
        SqliteLimits three = Limits.with(SqliteLimits.DEFAULTS, "readersCount", 3);
        SqliteStore store = (SqliteStore) Outcome.of(SqliteStore.open(vertx, directory, three));
        CountDownLatch held = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        List<Future<Boolean>> reads = new ArrayList<>();
        AtomicInteger begun = new AtomicInteger();
        for (int count = 0; count < 4; count++) {
            reads.add(store.threads().read(_ -> {
                begun.incrementAndGet();
                held.countDown();
                await(release);
                return true;
            }));
        }
        await(held);
        assertThat(begun).hasValue(3);
        release.countDown();
        reads.forEach(Outcome::of);

        assertThat(begun).hasValue(4);
        Outcome.of(store.close());
    }

    private long fill(Store store, String designId) {
        List<JournalEntry> written = new ArrayList<>();
        while (true) {
            JournalEntry next = entry(store, designId, written.size() + 1);
            try {
                Outcome.of(store.journal().append(List.of(next)));
            } catch (StoreException.Unavailable _) {
                return written.size();
            }
            written.add(next);
        }
    }

    private static void append(Store store, String designId, long sequence) {
        Outcome.of(store.journal().append(List.of(entry(store, designId, sequence))));
    }

    private static JournalEntry entry(Store store, String designId, long sequence) {
        return new JournalEntry(designId, sequence, store.fencingToken(), "ada", new byte[5_000]);
    }

    private Call<Boolean> call(long bytes) {
        return new Call<>(vertx.getOrCreateContext(), bytes, _ -> true);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
