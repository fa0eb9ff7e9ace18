package io.meshplay.collab.room;

/**
 * Where a room stands.
 *
 * <pre>
 * Loading ── loaded ──▶ Open ◀── sessionJoined ── Draining ──▶ Closed
 *    │                   └────── lastSessionLeft ────▲
 *    └── cannot be loaded ──▶ Closed
 * </pre>
 */
sealed interface RoomState {
    /** {@return the state in a word} */
    default String name() {
        return switch (this) {
            case Loading _ -> "loading";
            case Open _ -> "open";
            case Draining _ -> "draining";
            case Closed _ -> "closed";
        };
    }

    /** The checkpoint and the journal's tail are being read; messages wait. */
    record Loading() implements RoomState {
        Open loaded() {
            return new Open();
        }
    }

    /** Sessions read and write. */
    record Open() implements RoomState {
        Draining lastSessionLeft() {
            return new Draining();
        }
    }

    /** Nobody is here; the room is kept for a while, then checkpointed and forgotten. */
    record Draining() implements RoomState {
        Open sessionJoined() {
            return new Open();
        }
    }

    /** Forgotten, or impossible to load. */
    record Closed() implements RoomState {}
}
