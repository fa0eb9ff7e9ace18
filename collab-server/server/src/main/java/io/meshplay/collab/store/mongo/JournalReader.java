package io.meshplay.collab.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.VirtualThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads journals by ranges of {@code _id}: what a majority of the servers has, as the primary knows it. */
@VirtualThread
final class JournalReader {
    private static final Bson EXTENT = Projections.include(Ids.ID, JournalDocument.COUNT, JournalDocument.TOKEN);
    private static final Bson NEWEST_FIRST = Sorts.descending(Ids.ID);
    private static final Bson OLDEST_FIRST = Sorts.ascending(Ids.ID);

    /** Documents of one answer; with the servers' own 101 a load asks twice or more. */
    private static final int BATCH_MAX = 1_000;

    private final MongoCollection<BsonDocument> journal;
    private final CheckpointReader checkpoints;
    private final Chunks chunks;

    JournalReader(Collections collections, CheckpointReader checkpoints) {
        this.journal = collections.journal();
        this.checkpoints = checkpoints;
        this.chunks = collections.chunks();
    }

    Head head(String designId) {
        return head(designId, checkpoints.mark(designId));
    }

    Head head(String designId, Mark mark) {
        JournalDocument.Extent newest = newest(designId, Ids.all(Ids.checked(designId)), mark);
        return newest == null
                ? mark.head()
                : new Head(
                        Math.max(newest.last(), mark.head().sequence()),
                        Math.max(newest.fencingToken(), mark.head().fencingToken()));
    }

    /** {@return the extent of the newest sound document in a range} */
    JournalDocument.@Nullable Extent newest(String designId, Bson range, Mark mark) {
        BsonDocument newest = extents(range).limit(1).first();
        if (newest == null) {
            return null;
        }
        JournalDocument.Extent extent = JournalDocument.Extent.of(designId, newest);
        return mark.disowns(extent) ? newestOwned(designId, range, mark) : extent;
    }

    private JournalDocument.@Nullable Extent newestOwned(String designId, Bson range, Mark mark) {
        try (MongoCursor<BsonDocument> cursor = extents(range).cursor()) {
            while (cursor.hasNext()) {
                JournalDocument.Extent extent = JournalDocument.Extent.of(designId, cursor.next());
                if (!mark.disowns(extent)) {
                    return extent;
                }
            }
            return null;
        }
    }

    private FindIterable<BsonDocument> extents(Bson range) {
        return journal.find(range).projection(EXTENT).sort(NEWEST_FIRST);
    }

    /**
     * Reads up to {@code max} verified entries; corrupt on a gap. A server that has no index reads the whole journal for
     * each range, so the document that reaches into the page from before it is looked for only if none begins with it.
     */
    JournalPage read(String designId, long after, int max) {
        Mark mark = checkpoints.mark(designId);
        Head before = mark.head();
        Range range = range(designId, after + 1, after, max, mark);
        if (after > 0 && range.first() != after + 1) {
            JournalDocument.Extent start = newest(designId, upTo(designId, after), mark);
            if (start != null) {
                before = before.or(start);
                range = start.last() > after ? range(designId, start.first(), after, max, mark) : range;
            }
        }
        List<JournalEntry> found = range.entries();
        if (found.size() == max) {
            return new JournalPage(found, null);
        }
        JournalDocument.Extent last = range.last();
        Head end = last == null ? before : before.or(last);
        if (after > end.sequence()) {
            throw new StoreException.Corrupt(
                    "design " + designId + ": the journal ends at " + end.sequence() + ", but something was stored at "
                            + after,
                    null);
        }
        if (after + found.size() != end.sequence()) {
            throw gap(designId, after + found.size() + 1);
        }
        return new JournalPage(found, end);
    }

    /**
     * What the documents of a range hold.
     *
     * @param first where the first of them begins, 0 if there is none
     * @param last the last one looked at
     */
    private record Range(List<JournalEntry> entries, long first, JournalDocument.@Nullable Extent last) {}

    /** {@code from}: where a document begins; if none does, nothing of those behind it is taken */
    private Range range(String designId, long from, long after, int max, Mark mark) {
        List<JournalEntry> found = new ArrayList<>();
        long first = 0;
        JournalDocument.Extent last = null;
        try (MongoCursor<BsonDocument> cursor = journal.find(Ids.from(designId, from))
                .sort(OLDEST_FIRST)
                .batchSize(Math.min(max, BATCH_MAX))
                .cursor()) {
            while (cursor.hasNext()) {
                BsonDocument document = cursor.next();
                JournalDocument.Extent extent = JournalDocument.Extent.of(designId, document);
                if (mark.disowns(extent)) {
                    continue;
                }
                last = extent;
                first = first == 0 ? extent.first() : first;
                if (first != from || take(designId, document, after, max, found)) {
                    break;
                }
            }
        }
        return new Range(found, first, last);
    }

    /** Takes over what of a document follows; true once there are enough. */
    private boolean take(String designId, BsonDocument document, long after, int max, List<JournalEntry> found) {
        for (BsonValue element : document.getArray(JournalDocument.ENTRIES)) {
            long sequence = JournalDocument.sequence(element);
            if (sequence <= after) {
                continue;
            }
            if (sequence != after + found.size() + 1) {
                throw gap(designId, after + found.size() + 1);
            }
            found.add(JournalDocument.entry(designId, element.asDocument(), chunks));
            if (found.size() == max) {
                return true;
            }
        }
        return false;
    }

    /** {@return the stored entries from {@code first} to {@code last}, inclusive, as far as there are any} */
    Map<Long, JournalEntry> stored(String designId, long first, long last) {
        Mark mark = checkpoints.mark(designId);
        JournalDocument.Extent start = newest(designId, upTo(designId, first), mark);
        Bson range = and(
                gte(Ids.ID, start == null ? Ids.of(designId, first) : start.id()), lte(Ids.ID, Ids.of(designId, last)));
        Map<Long, JournalEntry> found = new HashMap<>();
        for (BsonDocument document : journal.find(range).sort(OLDEST_FIRST)) {
            if (!mark.disowns(JournalDocument.Extent.of(designId, document))) {
                for (BsonValue element : document.getArray(JournalDocument.ENTRIES)) {
                    long sequence = JournalDocument.sequence(element);
                    if (sequence >= first && sequence <= last) {
                        found.put(sequence, JournalDocument.entry(designId, element.asDocument(), chunks));
                    }
                }
            }
        }
        return found;
    }

    /** Makes room at an id where an owner that had lost the design has written what no reader counts. */
    void removeDisowned(String designId, long firstSequence) {
        Mark mark = checkpoints.mark(designId);
        Bson id = eq(Ids.ID, Ids.of(designId, firstSequence));
        BsonDocument document = journal.find(id).projection(EXTENT).first();
        if (document != null && mark.disowns(JournalDocument.Extent.of(designId, document))) {
            journal.deleteOne(and(id, lt(JournalDocument.TOKEN, mark.head().fencingToken())));
        }
    }

    static Bson upTo(String designId, long sequence) {
        return and(gte(Ids.ID, designId + "/"), lte(Ids.ID, Ids.of(designId, sequence)));
    }

    private static StoreException.Corrupt gap(String designId, long missing) {
        return new StoreException.Corrupt("design " + designId + ": journal entry " + missing + " is missing", null);
    }
}
