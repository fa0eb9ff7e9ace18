package io.meshplay.collab.room;

/** Hears of designs that were edited, a short while after; called on the room's loop and must not block it. */
@FunctionalInterface
public interface ChangeListener {
    /**
     * A design has changed.
     *
     * @param projection UTF-8 JSON of its roots, as {@link LiveDesigns#project} gives it
     */
    void changed(String designId, byte[] projection);
}
