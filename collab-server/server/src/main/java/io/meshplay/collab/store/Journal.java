package io.meshplay.collab.store;

import io.vertx.core.Future;
import java.util.List;

/**
 * Durable, ordered log of the updates of every design. Sequences are 1-based and per design; the room that owns the
 * design assigns them, the store only refuses one that is taken.
 */
public interface Journal {
    /**
     * Appends entries of one or more designs. Calls of one turn and of many rooms share one disk flush (group commit);
     * entries of one call are stored all or none. After a failure whose outcome is unknown the same call may be repeated:
     * an entry that is stored already, equal in every field, counts as appended.
     *
     * @param batch entries; those of one design in ascending, contiguous sequence; the arrays are not copied and must not change
     * @return completes, on the caller's context, once every entry is on disk; fails with {@link StoreException}:
     *     {@link StoreException.Conflict} when a sequence does not follow the design's newest or the fencing token is
     *     older than its newest; {@link StoreException.Unavailable} at once when too much is waiting already
     */
    Future<Void> append(List<JournalEntry> batch);

    /**
     * Reads a design's entries in ascending sequence.
     *
     * @param afterSequence exclusive lower bound; 0 reads from the start
     * @param entriesMax most entries returned, inclusive
     * @return fails with {@link StoreException.Corrupt} on a gap, be it at the front (entries that were trimmed are asked
     *     for), in the middle or at the end (fewer than {@link #lastSequence} says), and on a checksum that does not fit
     */
    Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax);

    /** {@return the newest sequence of a design, 0 if it has none; a trimmed journal keeps its newest sequence} */
    Future<Long> lastSequence(String designId);

    /**
     * Forgets a design's entries with a sequence below {@code belowSequence} (exclusive).
     *
     * @return fails with {@link StoreException.Conflict} if the checkpoint does not hold all of them, and with
     *     {@link StoreException.Corrupt} if the checkpoint's checksum does not fit; nothing is forgotten then
     */
    Future<Void> trim(String designId, long belowSequence);
}
