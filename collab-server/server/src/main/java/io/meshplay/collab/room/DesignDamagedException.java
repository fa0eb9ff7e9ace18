package io.meshplay.collab.room;

/** The design is read-only because a part of it cannot be read. */
public final class DesignDamagedException extends RuntimeException {
    /** The design stays as it is. */
    public DesignDamagedException() {
        super(Reason.DAMAGED.whatToDo(), null, false, false);
    }
}
