package io.meshplay.collab.room;

/** Why a room is closed for its sessions. */
public enum CloseReason {
    /** The design was deleted: permanent. */
    DELETED,
    /** The server stops or the room moves: try again. */
    GOING_AWAY
}
