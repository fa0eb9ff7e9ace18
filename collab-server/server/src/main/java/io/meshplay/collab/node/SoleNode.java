package io.meshplay.collab.node;

import io.meshplay.collab.room.Access;
import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.room.Ownership;
import io.meshplay.collab.room.RoomDoor;
import io.meshplay.collab.room.Rooms;
import io.meshplay.collab.room.RoutingHints;
import io.meshplay.collab.room.SoleOwner;
import io.meshplay.collab.socket.SocketMetrics;
import io.meshplay.collab.store.Store;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The only process on a store that admits one at a time.
 *
 * @param store the store
 */
public record SoleNode(Store store) implements Node {
    @Override
    public String id() {
        return "sole";
    }

    @Override
    public Ownership ownership() {
        return new SoleOwner(store.fencingToken());
    }

    @Override
    public void serve(Rooms rooms, Access access, SocketMetrics metrics) {
        // there are no others
    }

    @Override
    public void hints(RoutingHints through) {
        // there is nobody to tell
    }

    @Override
    public RoomDoor door(Rooms rooms) {
        return rooms;
    }

    @Override
    public LiveDesigns designs(Rooms rooms) {
        return rooms;
    }

    @Override
    public Duration drainWindow() {
        return Duration.ZERO;
    }

    @Override
    public Future<Void> beginStop() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> stop() {
        return Future.succeededFuture();
    }
}
