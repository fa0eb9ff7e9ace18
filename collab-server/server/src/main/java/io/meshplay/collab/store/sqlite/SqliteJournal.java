package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.Checksum;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Future;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The journal in the tables {@code head} (newest sequence and token of each design) and {@code entry}. Any thread. */
final class SqliteJournal implements Journal {
    private static final long ENTRY_OVERHEAD_BYTES = 64;
    private static final String TRIM = "DELETE FROM entry WHERE design_id = ?1 AND sequence IN"
            + " (SELECT sequence FROM entry WHERE design_id = ?1 AND sequence < ?2 LIMIT ?3)";

    private final Threads threads;
    private final SqliteLimits limits;

    SqliteJournal(Threads threads, SqliteLimits limits) {
        this.threads = threads;
        this.limits = limits;
    }

    /** Where a design's journal ends. */
    private record Head(long sequence, long fencingToken) {
        static final Head NONE = new Head(0, 0);
    }

    @Override
    public Future<Void> append(List<JournalEntry> batch) {
        List<JournalEntry> entries = List.copyOf(batch);
        long bytes = 0;
        for (JournalEntry entry : entries) {
            bytes += entry.payload().length + ENTRY_OVERHEAD_BYTES;
        }
        return threads.<Boolean>write(bytes, database -> append(database, entries))
                .mapEmpty();
    }

    private static Boolean append(Database database, List<JournalEntry> batch) throws SQLException {
        Map<String, Head> heads = new HashMap<>();
        for (JournalEntry entry : batch) {
            Head head = heads.get(entry.designId());
            if (head == null) {
                head = head(database, entry.designId());
            }
            heads.put(entry.designId(), append(database, head, entry));
        }
        for (Map.Entry<String, Head> head : heads.entrySet()) {
            database.update(
                    "INSERT INTO head VALUES (?, ?, ?) ON CONFLICT (design_id)"
                            + " DO UPDATE SET sequence = excluded.sequence, fencing_token = excluded.fencing_token",
                    head.getKey(),
                    head.getValue().sequence(),
                    head.getValue().fencingToken());
        }
        return true;
    }

    private static Head append(Database database, Head head, JournalEntry entry) throws SQLException {
        if (entry.fencingToken() < head.fencingToken()) {
            throw new StoreException.Conflict("design " + entry.designId() + ": fencing token " + entry.fencingToken()
                    + " is older than " + head.fencingToken() + ", another owner has written");
        }
        if (entry.sequence() != head.sequence() + 1) {
            if (stored(database, entry)) {
                return head;
            }
            throw new StoreException.Conflict("design " + entry.designId() + ": sequence " + entry.sequence()
                    + " does not follow " + head.sequence());
        }
        insert(database, entry);
        return new Head(entry.sequence(), entry.fencingToken());
    }

    private static void insert(Database database, JournalEntry entry) throws SQLException {
        database.update(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
                entry.designId(),
                entry.sequence(),
                entry.fencingToken(),
                entry.actor(),
                checksum(entry),
                entry.payload());
    }

    /** Writes the end of a journal that this store never had; its last entry is where it goes on. */
    static void restore(Database database, String designId, List<JournalEntry> tail) throws SQLException {
        for (JournalEntry entry : tail) {
            insert(database, entry);
        }
        if (!tail.isEmpty()) {
            JournalEntry last = tail.getLast();
            database.update("INSERT INTO head VALUES (?, ?, ?)", designId, last.sequence(), last.fencingToken());
        }
    }

    /** Whether a caller retries what it could not know to be stored: the same entry, byte for byte. */
    private static boolean stored(Database database, JournalEntry entry) throws SQLException {
        Optional<JournalEntry> found = database.first(
                "SELECT sequence, fencing_token, actor, checksum, payload FROM entry WHERE design_id = ? AND sequence = ?",
                row -> entry(entry.designId(), row),
                entry.designId(),
                entry.sequence());
        return found.isPresent()
                && found.get().fencingToken() == entry.fencingToken()
                && found.get().actor().equals(entry.actor())
                && Arrays.equals(found.get().payload(), entry.payload());
    }

    @Override
    public Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax) {
        if (afterSequence < 0 || entriesMax < 1) {
            throw new IllegalArgumentException("read after " + afterSequence + ", at most " + entriesMax);
        }
        return threads.read(database -> read(database, designId, afterSequence, entriesMax));
    }

    private static List<JournalEntry> read(Database database, String designId, long after, int max)
            throws SQLException {
        long last = head(database, designId).sequence();
        if (after > last) {
            throw new StoreException.Corrupt(
                    "design " + designId + ": the journal ends at " + last + ", but something was stored at " + after,
                    null);
        }
        List<JournalEntry> entries = database.all(
                "SELECT sequence, fencing_token, actor, checksum, payload FROM entry"
                        + " WHERE design_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                row -> entry(designId, row),
                designId,
                after,
                max);
        long expected = after;
        for (JournalEntry entry : entries) {
            expected++;
            if (entry.sequence() != expected) {
                throw gap(designId, expected);
            }
        }
        if (entries.size() < max && expected != last) {
            throw gap(designId, expected + 1);
        }
        return entries;
    }

    private static StoreException.Corrupt gap(String designId, long missing) {
        return new StoreException.Corrupt("design " + designId + ": journal entry " + missing + " is missing", null);
    }

    private static JournalEntry entry(String designId, ResultSet row) throws SQLException {
        JournalEntry entry =
                new JournalEntry(designId, row.getLong(1), row.getLong(2), row.getString(3), row.getBytes(5));
        if (row.getLong(4) != checksum(entry)) {
            throw new StoreException.Corrupt(
                    "design " + designId + ": journal entry " + entry.sequence() + " is damaged", null);
        }
        return entry;
    }

    private static long checksum(JournalEntry entry) {
        return new Checksum()
                .text(entry.designId())
                .number(entry.sequence())
                .number(entry.fencingToken())
                .text(entry.actor())
                .bytes(entry.payload())
                .value();
    }

    private static Head head(Database database, String designId) throws SQLException {
        return database.first(
                        "SELECT sequence, fencing_token FROM head WHERE design_id = ?",
                        row -> new Head(row.getLong(1), row.getLong(2)),
                        designId)
                .orElse(Head.NONE);
    }

    static long lastSequence(Database database, String designId) throws SQLException {
        return head(database, designId).sequence();
    }

    @Override
    public Future<Long> lastSequence(String designId) {
        return threads.read(database -> lastSequence(database, designId));
    }

    @Override
    public Future<Void> trim(String designId, long belowSequence) {
        return threads.read(database -> SqliteCheckpoints.read(database, designId))
                .compose(checkpoint -> {
                    long held = checkpoint.map(c -> c.sequence()).orElse(0L);
                    if (belowSequence > held + 1) {
                        return Future.failedFuture(new StoreException.Conflict("design " + designId + ": trim below "
                                + belowSequence + ", but the checkpoint holds only " + held));
                    }
                    return trimPart(designId, belowSequence);
                });
    }

    private Future<Void> trimPart(String designId, long belowSequence) {
        int max = limits.trimPerCommitMax();
        return threads.<Integer>write(0, database -> database.update(TRIM, designId, belowSequence, max))
                .compose(deleted -> deleted < max ? Future.succeededFuture() : trimPart(designId, belowSequence));
    }
}
