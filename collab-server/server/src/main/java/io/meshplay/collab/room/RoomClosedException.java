package io.meshplay.collab.room;

/** The room of a design was closed before it could do what was asked: the next one may be asked the same. */
public final class RoomClosedException extends RuntimeException {
    /** Names the design. */
    public RoomClosedException(String designId) {
        super("the room of " + designId + " is closed", null, false, false);
    }
}
