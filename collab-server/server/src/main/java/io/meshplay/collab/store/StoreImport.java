package io.meshplay.collab.store;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door of a store that was made for a backup's content: it takes sequences and revisions as they were, which the
 * other ports assign. Nobody else uses the store before {@link #finish}; one that is not finished never opens again.
 */
public interface StoreImport {
    /** Writes a record under the revision that it had. */
    Future<Void> record(RecordCollection collection, StoredRecord record);

    /**
     * Writes a design's checkpoint and the end of its journal. Fencing tokens are not carried over, for they are the other
     * store's: the entries get 0, which is older than the token of any owner to come.
     *
     * @param checkpoint null if it has none
     * @param tail entries in ascending, contiguous sequence; the last one is where the journal goes on. Empty only where
     *     the journal was empty
     */
    Future<Void> design(String designId, @Nullable Checkpoint checkpoint, List<JournalEntry> tail);

    /** Everything is there: from here on the store opens. */
    Future<Void> finish();
}
