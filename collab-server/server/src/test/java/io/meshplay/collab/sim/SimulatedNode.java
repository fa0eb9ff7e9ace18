package io.meshplay.collab.sim;

import io.meshplay.collab.lease.LeaseListener;
import io.meshplay.collab.lease.SimulatedLeases;
import io.meshplay.collab.room.Ownership;
import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.room.SimulatedRooms;
import io.meshplay.collab.room.SoleOwner;
import io.meshplay.collab.store.Store;
import io.vertx.core.Future;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One server process: its rooms, and among several its leases. */
final class SimulatedNode {
    private final SimulatedProcess process;
    private final @Nullable SimulatedLeases leases;
    private final SimulatedRooms rooms;

    private SimulatedNode(SimulatedProcess process, @Nullable SimulatedLeases leases, SimulatedRooms rooms) {
        this.process = process;
        this.leases = leases;
        this.rooms = rooms;
    }

    /** What all processes of a world have in common. {@code mutant}: stands between the rooms and the store */
    record Setting(SimulatedRooms.Parts parts, RoomLimits limits, Mutant mutant) {}

    /** The only process on its store, as on SQLite. */
    static SimulatedNode alone(Setting setting, SimulatedProcess process, Store store, Random random) {
        return new SimulatedNode(
                process, null, rooms(setting, process, store, new SoleOwner(store.fencingToken()), random));
    }

    /** One of several. */
    static SimulatedNode among(Setting setting, String nodeId, SimulatedProcess process, Store store, Random random) {
        SimulatedRooms[] rooms = new SimulatedRooms[1];
        SimulatedLeases leases = new SimulatedLeases(nodeId, store, process, process.clock(), new LeaseListener() {
            @Override
            public void lost(String designId) {
                process.run(() -> rooms[0].lost(designId));
            }

            @Override
            public void died(String other) {}
        });
        rooms[0] = rooms(setting, process, setting.mutant().fenced() ? leases.store() : store, leases, random);
        return new SimulatedNode(process, leases, rooms[0]);
    }

    private static SimulatedRooms rooms(
            Setting setting, SimulatedProcess process, Store store, Ownership ownership, Random random) {
        return new SimulatedRooms(
                setting.parts(),
                process,
                setting.mutant().breaking(store),
                ownership,
                setting.limits(),
                process.clock(),
                random);
    }

    SimulatedRooms rooms() {
        return rooms;
    }

    SimulatedProcess process() {
        return process;
    }

    /** {@return completes when it may serve; fails when it must not run beside the others} */
    Future<Void> started() {
        return leases == null ? Future.succeededFuture() : leases.started();
    }

    /** What SIGTERM does. */
    Future<Void> drain() {
        return rooms.drain().compose(_ -> leases == null ? Future.succeededFuture() : leases.stop());
    }

    /** kill -9. */
    void kill() {
        if (!process.dead()) {
            process.mute();
            rooms.bury();
            process.kill();
        }
    }

    /** Runs work in a turn of the process, if it lives. */
    void turn(Runnable work) {
        process.run(work);
    }
}
