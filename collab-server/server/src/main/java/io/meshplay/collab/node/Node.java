package io.meshplay.collab.node;

import io.meshplay.collab.room.Access;
import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.room.Ownership;
import io.meshplay.collab.room.RoomDoor;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoutingHints;
import io.meshplay.collab.socket.SocketMetrics;
import io.meshplay.collab.store.Store;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * What this process is among those that serve the same designs, in the order of its life: rooms are made of {@link #store}
 * and {@link #ownership}; {@link #serve} opens them to the other nodes; {@link #door} and {@link #designs} lead to the owner of
 * each design, wherever it is; {@link #beginStop}, the drain of the rooms, and {@link #stop} leave.
 */
public interface Node {
    /** {@return what tells this process from all others, also from those that ran here before; letters and digits} */
    String id();

    /** {@return the store for this node's rooms} */
    Store store();

    /** {@return which designs this node owns} */
    Ownership ownership();

    /** Opens this node's rooms to the other nodes. */
    void serve(Rooms rooms, Access access, SocketMetrics metrics);

    /** Tells the others, and hears of them, where designs live. */
    void hints(RoutingHints through);

    /** {@return the door to all rooms} */
    RoomDoor door(Rooms rooms);

    /** {@return all live designs} */
    LiveDesigns designs(Rooms rooms);

    /** {@return over how long the rooms are closed when the node stops} */
    Duration drainWindow();

    /** Claims nothing more and lets nobody in; to be called before the rooms are drained. */
    Future<Void> beginStop();

    /** Leaves the others; to be called after the rooms are drained. */
    Future<Void> stop();
}
