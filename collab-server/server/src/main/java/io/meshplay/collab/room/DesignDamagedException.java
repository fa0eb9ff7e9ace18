package io.meshplay.collab.room;

/** The design is read-only because a part of it cannot be read. */
public final class DesignDamagedException extends RuntimeException {
    /** Refuses an edit. */
    public DesignDamagedException() {
        super(Reason.DAMAGED.whatToDo(), null, false, false);
    }
}
