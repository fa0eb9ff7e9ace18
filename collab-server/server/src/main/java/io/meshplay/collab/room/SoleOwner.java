package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;

/**
 * Ownership where the store admits one process at a time: every design, under one token.
 *
 * @param fencingToken the store's, larger at each opening
 */
@AnyThread
public record SoleOwner(long fencingToken) implements Ownership {
    @Override
    public Future<Claim> claim(String designId) {
        return Future.succeededFuture(new Claim(fencingToken, false));
    }

    @Override
    public Future<Void> release(String designId) {
        return Future.succeededFuture();
    }
}
