package io.meshplay.collab.store;

import io.vertx.core.Future;
import java.util.Optional;

/** The newest checkpoint of every design. */
public interface Checkpoints {
    /**
     * Replaces the design's checkpoint; durable when completed.
     *
     * @return fails with {@link StoreException.Conflict} if a newer one is stored, or if it claims a sequence above the
     *     journal's newest: a checkpoint of what was never journaled
     */
    Future<Void> put(Checkpoint checkpoint);

    /** {@return the checkpoint of a design; fails with {@link StoreException.Corrupt} if its checksum does not fit, never empty then} */
    Future<Optional<Checkpoint>> get(String designId);

    /** Forgets checkpoint and journal of a design that is gone for good. */
    Future<Void> delete(String designId);
}
