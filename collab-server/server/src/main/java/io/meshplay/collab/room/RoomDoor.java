package io.meshplay.collab.room;

import io.vertx.core.Future;

/** Lets clients into the rooms of designs, wherever these are, once they are granted. */
@FunctionalInterface
public interface RoomDoor {
    /**
     * Joins a client.
     *
     * @param access decides whether it may
     * @return the session; fails with {@link AccessDeniedException}, with {@link JoinRefusedException}, with
     *     {@link OwnedElsewhereException} if the door leads to this process alone, or otherwise if the design cannot be loaded
     */
    Future<RoomSession> join(JoinRequest request, Access access);
}
