package io.meshplay.collab.room;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The live rooms of this node, for whoever runs it. Futures complete on the caller's context. */
public interface RoomControl {
    /** {@return every live room, by ascending design id} */
    Future<List<RoomReport>> reports();

    /** {@return a live room; empty if the design has none} */
    Future<Optional<RoomReport>> report(String designId);

    /**
     * Ends a session as if its server went away: the client may come back at once.
     *
     * @return whether it was there
     */
    Future<Boolean> kick(String designId, String sessionId);

    /**
     * Makes a checkpoint of everything that a live room has accepted.
     *
     * @return how the room stands after it; empty if the design has none; fails if no checkpoint could be made
     */
    Future<Optional<RoomReport>> flush(String designId);

    /**
     * Makes a checkpoint, ends the sessions with "try again" and forgets the room.
     *
     * @return whether there was a room
     */
    Future<Boolean> unload(String designId);
}
