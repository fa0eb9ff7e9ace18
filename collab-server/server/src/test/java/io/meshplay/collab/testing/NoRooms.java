package io.meshplay.collab.testing;

import io.meshplay.collab.room.RoomControl;
import io.meshplay.collab.room.RoomReport;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** A node on which nothing is live. */
public final class NoRooms implements RoomControl {
    @Override
    public Future<List<RoomReport>> reports() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Optional<RoomReport>> report(String designId) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Boolean> kick(String designId, String sessionId) {
        return Future.succeededFuture(false);
    }

    @Override
    public Future<Optional<RoomReport>> flush(String designId) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Boolean> unload(String designId) {
        return Future.succeededFuture(false);
    }
}
