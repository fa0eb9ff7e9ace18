package io.meshplay.collab.store.mongo;

import io.meshplay.collab.store.Checksum;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The entries of one design and one append, stored all or none:
 *
 * <pre>
 * _id  designId/first sequence      n  how many      t  the newest fencing token
 * e    [{s: sequence, t: fencing token, a: actor, c: checksum, p: payload | k, b: its chunks}, ...]
 * </pre>
 */
final class JournalDocument {
    static final String COUNT = "n";
    static final String TOKEN = "t";
    static final String ENTRIES = "e";
    static final String SEQUENCE = "s";
    static final String ACTOR = "a";
    static final String CHECKSUM = "c";
    static final String PAYLOAD = "p";

    /** What an entry costs beside its payload, at most. */
    static final int ENTRY_OVERHEAD_BYTES = 128;

    private JournalDocument() {}

    /**
     * Makes the document of contiguous entries.
     *
     * @param chunked what stands for the payloads that lie in chunks, by sequence
     */
    static BsonDocument of(List<JournalEntry> entries, Map<Long, BsonDocument> chunked) {
        BsonArray elements = new BsonArray();
        long token = 0;
        for (JournalEntry entry : entries) {
            token = Math.max(token, entry.fencingToken());
            BsonDocument element = new BsonDocument(SEQUENCE, new BsonInt64(entry.sequence()))
                    .append(TOKEN, new BsonInt64(entry.fencingToken()))
                    .append(ACTOR, new BsonString(entry.actor()))
                    .append(CHECKSUM, new BsonInt64(checksum(entry)));
            BsonDocument parts = chunked.get(entry.sequence());
            if (parts == null) {
                element.append(PAYLOAD, new BsonBinary(entry.payload()));
            } else {
                element.putAll(parts);
            }
            elements.add(element);
        }
        JournalEntry first = entries.getFirst();
        return new BsonDocument(Ids.ID, new BsonString(Ids.of(first.designId(), first.sequence())))
                .append(COUNT, new BsonInt32(entries.size()))
                .append(TOKEN, new BsonInt64(token))
                .append(ENTRIES, elements);
    }

    /** Where a stored document begins and ends, and under which token it was written. */
    record Extent(String id, long first, long last, long fencingToken) {
        static Extent of(String designId, BsonDocument document) {
            String id = document.getString(Ids.ID).getValue();
            long first = Ids.sequence(designId, id);
            int count = document.getInt32(COUNT).getValue();
            return new Extent(
                    id, first, first + count - 1, document.getInt64(TOKEN).getValue());
        }
    }

    static long sequence(BsonValue element) {
        return element.asDocument().getInt64(SEQUENCE).getValue();
    }

    /** Reads and verifies one element. */
    static JournalEntry entry(String designId, BsonDocument element, Chunks chunks) {
        long sequence = sequence(element);
        JournalEntry entry = new JournalEntry(
                designId,
                sequence,
                element.getInt64(TOKEN).getValue(),
                element.getString(ACTOR).getValue(),
                chunks.get(element, Chunks.journal(designId), sequence));
        if (element.getInt64(CHECKSUM).getValue() != checksum(entry)) {
            throw new StoreException.Corrupt(
                    "design " + designId + ": journal entry " + sequence + " is damaged", null);
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
}
