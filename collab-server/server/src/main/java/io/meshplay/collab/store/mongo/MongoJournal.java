package io.meshplay.collab.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/** The journal: one document for each append of a design. */
@AnyThread
final class MongoJournal implements Journal {
    private final Vertx vertx;
    private final MongoCollection<BsonDocument> collection;
    private final Chunks chunks;
    private final MongoLimits limits;
    private final CheckpointReader checkpoints;
    private final JournalReader reader;
    private final Heads heads;
    private final AppendQueue queue;
    private final Workers workers;
    /** One thread: whoever opens a room, or takes a lease, meets one trim of this node at most. */
    private final Workers trimmers;

    private final MongoFailures failures;

    MongoJournal(
            Vertx vertx,
            Collections collections,
            CheckpointReader checkpoints,
            JournalReader reader,
            Heads heads,
            AppendQueue queue,
            Workers workers,
            Workers trimmers,
            MongoFailures failures) {
        this.vertx = vertx;
        this.collection = collections.journal();
        this.chunks = collections.chunks();
        this.limits = collections.limits();
        this.checkpoints = checkpoints;
        this.reader = reader;
        this.heads = heads;
        this.queue = queue;
        this.workers = workers;
        this.trimmers = trimmers;
        this.failures = failures;
    }

    @Override
    public Future<Void> append(List<JournalEntry> batch) {
        if (batch.isEmpty()) {
            return Future.succeededFuture();
        }
        Append append = new Append(vertx.getOrCreateContext(), batch);
        boolean staged = append.bytes() <= limits.inlineBytesMax()
                && append.designIds().stream().allMatch(designId -> heads.of(designId) != null);
        return switch (queue.offer(append, staged)) {
            case FULL -> Future.failedFuture(failures.overloaded());
            case CLOSED -> Future.failedFuture(failures.closed());
            case TAKEN -> {
                if (!staged && !workers.offer(() -> stage(append))) {
                    append.refuse(workers.refusal());
                    queue.staged(append);
                }
                yield append.future();
            }
        };
    }

    /** Does what would hold up the appends of others: reads where an unknown journal ends, and writes chunks. */
    private void stage(Append append) {
        try {
            for (String designId : append.designIds()) {
                if (heads.of(designId) == null) {
                    heads.put(designId, reader.head(designId));
                }
                stage(append, designId);
            }
        } catch (MongoException e) {
            append.refuse(failures.of(e));
        } catch (RuntimeException e) {
            append.refuse(e);
        } finally {
            queue.staged(append);
        }
    }

    private void stage(Append append, String designId) {
        long inline = 0;
        for (JournalEntry entry : append.entries(designId)) {
            inline += Append.bytes(entry);
            if (inline > limits.inlineBytesMax()) {
                inline -= entry.payload().length;
                BsonDocument parts = new BsonDocument();
                chunks.put(parts, Chunks.journal(designId), entry.sequence(), entry.payload(), 0);
                append.chunked(designId).put(entry.sequence(), parts);
            }
        }
    }

    @Override
    public Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax) {
        if (afterSequence < 0 || entriesMax < 1) {
            throw new IllegalArgumentException("read after " + afterSequence + ", at most " + entriesMax);
        }
        Ids.checked(designId);
        return workers.run(() -> {
            JournalPage page = reader.read(designId, afterSequence, entriesMax);
            Head end = page.end();
            if (end != null) {
                heads.seen(designId, end); // a new owner's fence comes next
            }
            return page.entries();
        });
    }

    @Override
    public Future<Long> lastSequence(String designId) {
        Ids.checked(designId);
        return workers.run(() -> {
            Head head = reader.head(designId);
            heads.seen(designId, head);
            return head.sequence();
        });
    }

    @Override
    public Future<Void> trim(String designId, long belowSequence) {
        Ids.checked(designId);
        return trimmers.<Boolean>run(() -> trimBlocking(designId, belowSequence))
                .mapEmpty();
    }

    private Boolean trimBlocking(String designId, long below) {
        long held = checkpoints
                .read(designId)
                .map(checkpoint -> checkpoint.sequence())
                .orElse(0L);
        if (below > held + 1) {
            throw new StoreException.Conflict(
                    "design " + designId + ": trim below " + below + ", but the checkpoint holds only " + held);
        }
        if (below <= 1) {
            return true;
        }
        // The document that holds both what is forgotten and what is kept stays whole.
        JournalDocument.Extent last =
                reader.newest(designId, JournalReader.upTo(designId, below - 1), checkpoints.mark(designId));
        long bound = last != null && last.last() >= below ? last.first() : below;
        Bson range = Ids.below(designId, bound);
        List<BsonDocument> part = oldest(range);
        while (!part.isEmpty()) {
            long newest =
                    Ids.sequence(designId, part.getLast().getString(Ids.ID).getValue());
            collection.deleteMany(Ids.below(designId, newest + 1));
            part = part.size() < limits.trimPerDeleteMax() ? List.of() : oldest(range);
        }
        chunks.deleteBelow(Chunks.journal(designId), bound);
        return true;
    }

    private List<BsonDocument> oldest(Bson range) {
        return collection
                .find(range)
                .projection(Projections.include(Ids.ID))
                .sort(Sorts.ascending(Ids.ID))
                .limit(limits.trimPerDeleteMax())
                .into(new ArrayList<>());
    }
}
