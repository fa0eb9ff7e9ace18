package io.meshplay.collab.sim;

import io.meshplay.collab.room.SimulatedRooms;

/** A place where server processes live, one after the other. */
final class SimulatedNode {
    private final SimulatedProcess process;
    private final SimulatedRooms rooms;

    SimulatedNode(SimulatedProcess process, SimulatedRooms rooms) {
        this.process = process;
        this.rooms = rooms;
    }

    SimulatedRooms rooms() {
        return rooms;
    }

    SimulatedProcess process() {
        return process;
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
