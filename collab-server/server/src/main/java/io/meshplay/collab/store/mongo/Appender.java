package io.meshplay.collab.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.VirtualThread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that appends: what waits is inserted together, one document for each call and design, and confirmed
 * together (group commit). Who was first is decided by the server alone: an id that is taken is a duplicate key.
 */
@VirtualThread
final class Appender {
    private static final InsertManyOptions UNORDERED = new InsertManyOptions().ordered(false);

    private final MongoCollection<BsonDocument> journal;
    private final JournalReader reader;
    private final Heads heads;
    private final AppendQueue queue;
    private final MongoFailures failures;
    private final Thread thread;

    private Appender(
            Collections collections, JournalReader reader, Heads heads, AppendQueue queue, MongoFailures failures) {
        this.journal = collections.journal();
        this.reader = reader;
        this.heads = heads;
        this.queue = queue;
        this.failures = failures;
        this.thread = Thread.ofVirtual().name("store-append").unstarted(this::run);
    }

    static Appender start(
            Collections collections, JournalReader reader, Heads heads, AppendQueue queue, MongoFailures failures) {
        Appender appender = new Appender(collections, reader, heads, queue, failures);
        appender.thread.start();
        return appender;
    }

    /** One document on its way. */
    private record Piece(Append append, String designId, long first, BsonDocument document, Head head) {}

    private void run() {
        while (true) {
            List<Append> group = queue.take();
            if (group.isEmpty()) {
                return;
            }
            List<Append> disputed = write(group, false);
            if (!disputed.isEmpty()) {
                // Their ids are taken: perhaps by themselves, when an earlier answer was lost. Look again, once.
                write(disputed, true).forEach(append -> {
                    append.designIds().forEach(heads::forget);
                    append.fail(failures.unconfirmed("an entry under a sequence that is taken"));
                });
            }
        }
    }

    /** Writes and answers a group, but for the calls of which a document's id was taken: those are returned. */
    private List<Append> write(List<Append> group, boolean again) {
        List<Piece> pieces = new ArrayList<>();
        Set<Append> planned = new LinkedHashSet<>();
        for (Append append : group) {
            try {
                List<Piece> planning = plan(append);
                if (again) {
                    planning.forEach(piece -> reader.removeDisowned(piece.designId(), piece.first()));
                }
                pieces.addAll(planning);
                planned.add(append);
            } catch (MongoException e) {
                append.fail(failures.of(e));
            } catch (RuntimeException e) {
                append.fail(e);
            }
        }
        Map<Append, RuntimeException> failed = new HashMap<>();
        Set<Append> disputed = new LinkedHashSet<>();
        if (!pieces.isEmpty()) {
            insert(pieces, failed, disputed);
        }
        for (Append append : planned) {
            RuntimeException failure = failed.get(append);
            if (failure != null) {
                append.fail(failure);
            } else if (!disputed.contains(append)) {
                append.complete();
            }
        }
        disputed.removeAll(failed.keySet());
        return List.copyOf(disputed);
    }

    private void insert(List<Piece> pieces, Map<Append, RuntimeException> failed, Set<Append> disputed) {
        RuntimeException[] outcomes = new RuntimeException[pieces.size()];
        boolean[] taken = new boolean[pieces.size()];
        try {
            journal.insertMany(pieces.stream().map(Piece::document).toList(), UNORDERED);
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null) {
                Arrays.fill(outcomes, failures.of(e));
            }
            for (BulkWriteError error : e.getWriteErrors()) {
                taken[error.getIndex()] = error.getCode() == MongoFailures.DUPLICATE_KEY;
                outcomes[error.getIndex()] = failures.of(new MongoException(error.getCode(), error.getMessage()));
            }
        } catch (MongoException e) {
            Arrays.fill(outcomes, failures.of(e));
        } catch (RuntimeException e) {
            // A document that the driver cannot encode: no call of the group is known to be stored.
            Arrays.fill(outcomes, e);
        }
        for (int index = 0; index < outcomes.length; index++) {
            Piece piece = pieces.get(index);
            RuntimeException outcome = outcomes[index];
            if (outcome == null) {
                heads.put(piece.designId(), piece.head());
                continue;
            }
            heads.forget(piece.designId());
            if (taken[index]) {
                disputed.add(piece.append());
            } else {
                failed.put(piece.append(), outcome);
            }
        }
    }

    /** {@return the documents that a call has still to write; fails with a conflict before any of them is written} */
    private List<Piece> plan(Append append) {
        RuntimeException refused = append.failure();
        if (refused != null) {
            throw refused;
        }
        List<Piece> pieces = new ArrayList<>();
        for (String designId : append.designIds()) {
            List<JournalEntry> rest = rest(designId, append.entries(designId));
            if (!rest.isEmpty()) {
                JournalEntry last = rest.getLast();
                pieces.add(new Piece(
                        append,
                        designId,
                        rest.getFirst().sequence(),
                        JournalDocument.of(rest, append.chunked(designId)),
                        new Head(last.sequence(), last.fencingToken())));
            }
        }
        return pieces;
    }

    /** The entries that are not stored yet, after the known end of the journal, or after the end as it is read again. */
    private List<JournalEntry> rest(String designId, List<JournalEntry> entries) {
        Head known = heads.of(designId);
        if (known != null && conflict(known, entries, entries) == null) {
            return entries;
        }
        Head head = reader.head(designId);
        heads.put(designId, head);
        long first = entries.getFirst().sequence();
        List<JournalEntry> rest = entries;
        if (first <= head.sequence()) {
            rest = withoutStored(
                    entries,
                    reader.stored(
                            designId,
                            first,
                            Math.min(head.sequence(), entries.getLast().sequence())));
        }
        StoreException.Conflict conflict = conflict(head, entries, rest);
        if (conflict != null) {
            throw conflict;
        }
        return rest;
    }

    /** Leaves out what a caller repeats: entries that are stored already, equal in every field. */
    private static List<JournalEntry> withoutStored(List<JournalEntry> entries, Map<Long, JournalEntry> stored) {
        int same = 0;
        while (same < entries.size()
                && equal(entries.get(same), stored.get(entries.get(same).sequence()))) {
            same++;
        }
        return entries.subList(same, entries.size());
    }

    private static boolean equal(JournalEntry entry, @Nullable JournalEntry stored) {
        return stored != null
                && stored.fencingToken() == entry.fencingToken()
                && stored.actor().equals(entry.actor())
                && Arrays.equals(stored.payload(), entry.payload());
    }

    /** {@return why the entries cannot follow a head, null if they can} */
    private static StoreException.@Nullable Conflict conflict(
            Head head, List<JournalEntry> all, List<JournalEntry> rest) {
        long token = head.fencingToken();
        for (JournalEntry entry : all) {
            if (entry.fencingToken() < token) {
                return new StoreException.Conflict("design " + entry.designId() + ": fencing token "
                        + entry.fencingToken() + " is older than " + token + ", another owner has written");
            }
            token = entry.fencingToken();
        }
        long last = head.sequence();
        for (JournalEntry entry : rest) {
            if (entry.sequence() != last + 1) {
                return new StoreException.Conflict(
                        "design " + entry.designId() + ": sequence " + entry.sequence() + " does not follow " + last);
            }
            last = entry.sequence();
        }
        return null;
    }

    /** Waits until everything taken in is written. */
    void awaitEnd() throws InterruptedException {
        thread.join();
    }
}
