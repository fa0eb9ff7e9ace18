package io.meshplay.collab.store;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * Typed collections of JSON records with compare-and-set on a revision: all that the REST resources need of storage.
 * Only single-record atomicity is promised.
 */
public interface Records {
    /** {@return the record, or empty} */
    Future<Optional<StoredRecord>> get(RecordCollection collection, String id);

    /**
     * Writes a record if its stored revision is the expected one.
     *
     * @param expectedRevision 0 to create; else the revision last read
     * @param json UTF-8 JSON object; must hold the collection's indexed fields that it uses
     * @return the new revision, durable; fails with {@link StoreException.Conflict} if the stored revision differs; throws
     *     IllegalArgumentException for bytes that are no JSON object or an indexed field that holds an object or array
     */
    Future<Long> put(RecordCollection collection, String id, long expectedRevision, byte[] json);

    /** Deletes a record if its stored revision is the expected one; fails with {@link StoreException.Conflict} otherwise. */
    Future<Void> delete(RecordCollection collection, String id, long expectedRevision);

    /** {@return one page of the records that match, and how many match in all} */
    Future<RecordPage> find(RecordQuery query);
}
