package io.meshplay.collab.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordPage;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/** Record collections, a collection of documents each; the server compares the revision and replaces at once. */
@AnyThread
final class MongoRecords implements Records {
    private static final int LOCKS = 64;
    private static final int ATTEMPTS_MAX = 3;

    private final Collections collections;
    private final RecordIndexes indexes;
    private final Workers workers;
    /** Not where the database is only read. */
    private final boolean indexing;

    private final Set<RecordCollection> ensured = ConcurrentHashMap.newKeySet();

    /**
     * Writes of one record go one after the other in this process: rivals lose here without a round trip. Between processes
     * the server decides.
     */
    private final List<ReentrantLock> locks = new ArrayList<>();

    MongoRecords(Collections collections, RecordIndexes indexes, Workers workers, boolean indexing) {
        this.collections = collections;
        this.indexes = indexes;
        this.workers = workers;
        this.indexing = indexing;
        for (int index = 0; index < LOCKS; index++) {
            locks.add(new ReentrantLock());
        }
    }

    @Override
    public Future<Optional<StoredRecord>> get(RecordCollection collection, String id) {
        return in(collection, () -> {
            for (int attempt = 1; ; attempt++) {
                BsonDocument document = records(collection).find(eq(Ids.ID, id)).first();
                if (document == null) {
                    return Optional.empty();
                }
                try {
                    return Optional.of(RecordDocument.record(collection, document, collections.chunks()));
                } catch (StoreException.Corrupt e) {
                    // Its chunks may have gone because a newer revision came.
                    if (attempt == ATTEMPTS_MAX || storedRevision(collection, id) == revision(document)) {
                        throw e;
                    }
                }
            }
        });
    }

    @Override
    public Future<Long> put(RecordCollection collection, String id, long expectedRevision, byte[] json) {
        StoredRecord record = new StoredRecord(id, expectedRevision + 1, json);
        BsonDocument document = RecordDocument.of(collection, record);
        document.putAll(RecordDocument.fields(collection, json));
        return in(collection, () -> locked(collection, id, () -> putBlocking(collection, record, document)));
    }

    private Long putBlocking(RecordCollection collection, StoredRecord record, BsonDocument document) {
        String place = RecordDocument.place(collection, record.id());
        int inlineBytesMax = collections.limits().inlineBytesMax();
        collections.chunks().put(document, place, record.revision(), record.json(), inlineBytesMax);
        if (record.revision() == 1) {
            try {
                records(collection).insertOne(document);
            } catch (MongoException e) {
                throw MongoFailures.duplicate(e) ? conflict(collection, record.id(), 0) : e;
            }
        } else if (records(collection)
                        .replaceOne(at(record.id(), record.revision() - 1), document)
                        .getMatchedCount()
                == 0) {
            throw conflict(collection, record.id(), record.revision() - 1);
        }
        if (record.json().length > inlineBytesMax) {
            collections.chunks().deleteBelow(place, record.revision());
        }
        return record.revision();
    }

    /** Writes a record under the revision that it had in another store. */
    Future<Void> restore(RecordCollection collection, StoredRecord record) {
        BsonDocument document = RecordDocument.of(collection, record);
        document.putAll(RecordDocument.fields(collection, record.json()));
        return in(collection, () -> {
                    collections
                            .chunks()
                            .put(
                                    document,
                                    RecordDocument.place(collection, record.id()),
                                    record.revision(),
                                    record.json(),
                                    collections.limits().inlineBytesMax());
                    records(collection).insertOne(document);
                    return true;
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> delete(RecordCollection collection, String id, long expectedRevision) {
        return in(collection, () -> locked(collection, id, () -> deleteBlocking(collection, id, expectedRevision)))
                .mapEmpty();
    }

    private Boolean deleteBlocking(RecordCollection collection, String id, long expectedRevision) {
        if (records(collection).deleteOne(at(id, expectedRevision)).getDeletedCount() == 0) {
            throw conflict(collection, id, expectedRevision);
        }
        collections.chunks().deleteAll(RecordDocument.place(collection, id));
        return true;
    }

    @Override
    public Future<RecordPage> find(RecordQuery query) {
        RecordCollection collection = query.collection();
        return in(collection, () -> {
            Bson filter = RecordDocument.filter(query);
            List<StoredRecord> page = new ArrayList<>();
            for (BsonDocument document : records(collection)
                    .find(filter)
                    .sort(RecordDocument.order(query))
                    .skip(query.offset())
                    .limit(query.limit())) {
                page.add(RecordDocument.record(collection, document, collections.chunks()));
            }
            boolean whole = query.offset() == 0 && page.size() < query.limit();
            return new RecordPage(
                    page, whole ? page.size() : records(collection).countDocuments(filter));
        });
    }

    private MongoCollection<BsonDocument> records(RecordCollection collection) {
        return collections.records(collection.name());
    }

    private static Bson at(String id, long revision) {
        return and(eq(Ids.ID, id), eq(RecordDocument.REVISION, revision));
    }

    private static long revision(BsonDocument document) {
        return document.getInt64(RecordDocument.REVISION).getValue();
    }

    private long storedRevision(RecordCollection collection, String id) {
        BsonDocument stored = records(collection)
                .find(eq(Ids.ID, id))
                .projection(Projections.include(RecordDocument.REVISION))
                .first();
        return stored == null ? 0 : revision(stored);
    }

    private StoreException.Conflict conflict(RecordCollection collection, String id, long expected) {
        return new StoreException.Conflict("records_" + collection.name() + "/" + id + ": revision "
                + storedRevision(collection, id) + " is stored, " + expected + " was expected");
    }

    private <T> T locked(RecordCollection collection, String id, Callable<T> work) throws Exception {
        ReentrantLock lock = locks.get(Math.floorMod(31 * collection.name().hashCode() + id.hashCode(), LOCKS));
        lock.lock();
        try {
            return work.call();
        } finally {
            lock.unlock();
        }
    }

    /** Does something with a collection on a worker, once its indexes are there. */
    private <T> Future<T> in(RecordCollection collection, Callable<T> work) {
        return workers.run(() -> {
            if (indexing && !ensured.contains(collection)) {
                locked(collection, "", () -> {
                    if (!ensured.contains(collection)) {
                        indexes.ensure(collection);
                        ensured.add(collection);
                    }
                    return true;
                });
            }
            return work.call();
        });
    }
}
