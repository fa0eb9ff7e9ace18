package io.meshplay.collab.store;

import io.vertx.core.Future;

/**
 * One open store: the ports that an adapter implements. Futures complete on the Vert.x context of the caller.
 * Every failure is a {@link StoreException}; an adapter never answers a failed read with an empty result.
 */
public interface Store {
    /** {@return the journal of updates} */
    Journal journal();

    /** {@return the checkpoints} */
    Checkpoints checkpoints();

    /** {@return the record collections} */
    Records records();

    /** {@return the fencing token of this process; larger at each opening of the store} */
    long fencingToken();

    /** {@return completes if the store can be written right now: the readiness probe} */
    Future<Void> probe();

    /** {@return the door for a backup's content; throws for a store that was not opened to be filled} */
    default StoreImport importing() {
        throw new IllegalStateException("this store was not opened to be filled from a backup");
    }

    /** Writes out what was accepted, then closes; later calls fail with {@link StoreException.Unavailable}. */
    Future<Void> close();
}
