package io.meshplay.collab.room;

import io.vertx.core.Future;

/**
 * Which designs this process owns. A room claims its design before it reads the store, and gives it back after its last
 * write has settled. Futures complete on the caller's context.
 */
public interface Ownership {
    /**
     * Claims a design for this process.
     *
     * @return the claim, the present one if the design is owned already; fails with {@link OwnedElsewhereException}, or
     *     with a {@code StoreException} if nobody can tell
     */
    Future<Claim> claim(String designId);

    /** Gives a design back, so that another process may own it at once; does nothing if it is not owned. */
    Future<Void> release(String designId);

    /**
     * What an owner writes under.
     *
     * @param fencingToken larger than that of every earlier owner
     * @param fence whether an earlier owner may still be writing, so that an entry of the new one must go first
     */
    record Claim(long fencingToken, boolean fence) {}
}
