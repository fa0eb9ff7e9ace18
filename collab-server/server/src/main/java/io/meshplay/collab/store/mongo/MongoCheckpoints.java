package io.meshplay.collab.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import java.util.Optional;
import org.bson.BsonDocument;

/** The checkpoints of all designs, inserted one after the other; the newest counts. */
@AnyThread
final class MongoCheckpoints implements Checkpoints {
    private static final int ATTEMPTS_MAX = 8;

    private final MongoCollection<BsonDocument> collection;
    private final MongoCollection<BsonDocument> journal;
    private final Chunks chunks;
    private final CheckpointReader reader;
    private final JournalReader journals;
    private final Heads heads;
    private final Workers workers;
    private final MongoLimits limits;

    MongoCheckpoints(
            Collections collections, CheckpointReader reader, JournalReader journals, Heads heads, Workers workers) {
        this.collection = collections.checkpoints();
        this.journal = collections.journal();
        this.chunks = collections.chunks();
        this.limits = collections.limits();
        this.reader = reader;
        this.journals = journals;
        this.heads = heads;
        this.workers = workers;
    }

    @Override
    public Future<Void> put(Checkpoint checkpoint) {
        Ids.checked(checkpoint.designId());
        return workers.<Boolean>run(() -> putBlocking(checkpoint)).mapEmpty();
    }

    private Boolean putBlocking(Checkpoint checkpoint) {
        String designId = checkpoint.designId();
        for (int attempt = 1; ; attempt++) {
            Mark stored = reader.mark(designId);
            Head head = journals.head(designId, stored);
            if (checkpoint.sequence() < 0 || checkpoint.sequence() > head.sequence()) {
                throw new StoreException.Conflict("design " + designId + ": checkpoint at " + checkpoint.sequence()
                        + ", but the journal ends at " + head.sequence());
            }
            if (checkpoint.sequence() < stored.sequence()) {
                throw new StoreException.Conflict("design " + designId + ": a checkpoint at " + stored.sequence()
                        + " is stored, newer than " + checkpoint.sequence());
            }
            long next = stored.sequence() == checkpoint.sequence() ? stored.attempt() + 1 : 0;
            Mark mark = new Mark(checkpoint.sequence(), next, head);
            BsonDocument document = CheckpointReader.document(checkpoint, mark);
            chunks.put(
                    document,
                    Chunks.checkpoint(designId),
                    checkpoint.sequence(),
                    checkpoint.payload(),
                    limits.inlineBytesMax());
            try {
                collection.insertOne(document);
            } catch (MongoException e) {
                if (MongoFailures.duplicate(e) && attempt < ATTEMPTS_MAX) {
                    continue;
                }
                throw e;
            }
            collection.deleteMany(and(gte(Ids.ID, designId + "/"), lt(Ids.ID, CheckpointReader.id(designId, mark))));
            // Strictly below: a rival may be writing its chunks for this very sequence.
            chunks.deleteBelow(Chunks.checkpoint(designId), checkpoint.sequence());
            return true;
        }
    }

    @Override
    public Future<Optional<Checkpoint>> get(String designId) {
        Ids.checked(designId);
        return workers.run(() -> reader.read(designId));
    }

    @Override
    public Future<Void> delete(String designId) {
        Ids.checked(designId);
        return workers.<Boolean>run(() -> {
                    heads.forget(designId);
                    journal.deleteMany(Ids.all(designId));
                    chunks.deleteAll(Chunks.journal(designId));
                    collection.deleteMany(Ids.all(designId));
                    chunks.deleteAll(Chunks.checkpoint(designId));
                    return true;
                })
                .mapEmpty();
    }
}
