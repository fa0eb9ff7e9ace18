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

    /** Reads up to {@code max} verified entries; corrupt on a gap. */
    List<JournalEntry> read(String designId, long after, int max) {
        Mark mark = checkpoints.mark(designId);
        JournalDocument.Extent start = newest(designId, upTo(designId, after + 1), mark);
        boolean inside = start != null && start.last() > after;
        Bson range = Ids.from(designId, inside && start != null ? start.first() : after + 1);
        List<JournalEntry> found = new ArrayList<>();
        long last = Math.max(mark.head().sequence(), start == null ? 0 : start.last());
        try (MongoCursor<BsonDocument> cursor =
                journal.find(range).sort(OLDEST_FIRST).cursor()) {
            while (cursor.hasNext()) {
                BsonDocument document = cursor.next();
                JournalDocument.Extent extent = JournalDocument.Extent.of(designId, document);
                if (mark.disowns(extent)) {
                    continue;
                }
                last = Math.max(last, extent.last());
                if (take(designId, document, after, max, found)) {
                    return found;
                }
            }
        }
        if (after > last) {
            throw new StoreException.Corrupt(
                    "design " + designId + ": the journal ends at " + last + ", but something was stored at " + after,
                    null);
        }
        if (after + found.size() != last) {
            throw gap(designId, after + found.size() + 1);
        }
        return found;
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
