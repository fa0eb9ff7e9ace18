package io.meshplay.collab.room;

import io.vertx.core.Future;

/** Lets granted clients into the rooms of designs, wherever these are. */
@FunctionalInterface
public interface RoomDoor {
    /**
     * Joins a client that was granted.
     *
     * @return the session; fails with {@link JoinRefusedException}, with {@link OwnedElsewhereException} if the door leads
     *     to this process alone, or otherwise if the design cannot be loaded
     */
    Future<RoomSession> join(JoinRequest request, Grant grant);
}
