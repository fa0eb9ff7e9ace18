package io.meshplay.collab.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Checksum;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.VirtualThread;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Reads checkpoints. A design's newest is the one with the largest id: each put inserts one and forgets those before it, so
 * that no server has to compare and replace.
 *
 * <pre>
 * _id  designId/sequence/attempt    h, t  the journal's end: sequence and fencing token    m  checksum of all that is small
 * c    checksum of the payload      p  payload | k, b  its chunks
 * </pre>
 */
@VirtualThread
final class CheckpointReader {
    private static final String HEAD = "h";
    private static final String TOKEN = "t";
    private static final String CHECKSUM = "c";
    private static final String MARK_CHECKSUM = "m";
    static final String PAYLOAD = "p";
    private static final int ATTEMPTS_MAX = 3;

    private final MongoCollection<BsonDocument> collection;
    private final Chunks chunks;

    CheckpointReader(Collections collections) {
        this.collection = collections.checkpoints();
        this.chunks = collections.chunks();
    }

    /** The document of a checkpoint but for its payload. */
    static BsonDocument document(Checkpoint checkpoint, Mark mark) {
        return new BsonDocument(Ids.ID, new BsonString(id(checkpoint.designId(), mark)))
                .append(HEAD, new BsonInt64(mark.head().sequence()))
                .append(TOKEN, new BsonInt64(mark.head().fencingToken()))
                .append(MARK_CHECKSUM, new BsonInt64(checksum(checkpoint.designId(), mark)))
                .append(CHECKSUM, new BsonInt64(checksum(checkpoint)));
    }

    static String id(String designId, Mark mark) {
        return Ids.of(Ids.of(Ids.checked(designId), mark.sequence()), mark.attempt());
    }

    /** {@return what the newest checkpoint says about the journal; its payload is not read} */
    Mark mark(String designId) {
        BsonDocument document = newest(designId, Projections.exclude(PAYLOAD));
        return document == null ? Mark.NONE : mark(designId, document);
    }

    private @Nullable BsonDocument newest(String designId, @Nullable Bson projection) {
        return collection
                .find(Ids.all(Ids.checked(designId)))
                .projection(projection)
                .sort(Sorts.descending(Ids.ID))
                .limit(1)
                .first();
    }

    private static Mark mark(String designId, BsonDocument document) {
        String id = document.getString(Ids.ID).getValue();
        long sequence = Ids.sequence(designId, id);
        Mark mark = new Mark(
                sequence,
                Ids.sequence(Ids.of(designId, sequence), id),
                new Head(
                        document.getInt64(HEAD).getValue(),
                        document.getInt64(TOKEN).getValue()));
        if (document.getInt64(MARK_CHECKSUM).getValue() != checksum(designId, mark)) {
            throw damaged(designId, sequence);
        }
        return mark;
    }

    /** Reads and verifies the newest checkpoint; again if its chunks went away because a newer one came. */
    Optional<Checkpoint> read(String designId) {
        for (int attempt = 1; ; attempt++) {
            BsonDocument document = newest(designId, null);
            if (document == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(read(designId, document));
            } catch (StoreException.Corrupt e) {
                if (attempt == ATTEMPTS_MAX || mark(designId).equals(mark(designId, document))) {
                    throw e;
                }
            }
        }
    }

    private Checkpoint read(String designId, BsonDocument document) {
        long sequence = mark(designId, document).sequence();
        Checkpoint checkpoint =
                new Checkpoint(designId, sequence, chunks.get(document, Chunks.checkpoint(designId), sequence));
        if (document.getInt64(CHECKSUM).getValue() != checksum(checkpoint)) {
            throw damaged(designId, sequence);
        }
        return checkpoint;
    }

    private static StoreException.Corrupt damaged(String designId, long sequence) {
        return new StoreException.Corrupt(
                "design " + designId + ": the checkpoint at " + sequence + " is damaged", null);
    }

    private static long checksum(String designId, Mark mark) {
        return new Checksum()
                .text(designId)
                .number(mark.sequence())
                .number(mark.attempt())
                .number(mark.head().sequence())
                .number(mark.head().fencingToken())
                .value();
    }

    private static long checksum(Checkpoint checkpoint) {
        return new Checksum()
                .text(checkpoint.designId())
                .number(checkpoint.sequence())
                .bytes(checkpoint.payload())
                .value();
    }
}
