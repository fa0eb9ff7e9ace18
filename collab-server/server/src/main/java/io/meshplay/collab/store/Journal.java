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
     * entries of one call are stored all or none.
     *
     * @param batch entries; those of one design in ascending, contiguous sequence; the arrays are not copied and must not change
     * @return completes, on the caller's context, once every entry is on disk; fails with {@link StoreException}:
     *     {@link StoreException.Conflict} when a sequence is taken or the fencing token is older than the design's newest
     */
    Future<Void> append(List<JournalEntry> batch);

    /**
     * Reads a design's entries in ascending sequence.
     *
     * @param afterSequence exclusive lower bound; 0 reads from the start
     * @param entriesMax most entries returned, inclusive
     * @return fails with {@link StoreException.Corrupt} on a gap in the sequences or a checksum that does not fit
     */
    Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax);

    /** {@return the newest sequence of a design, 0 if it has none; a trimmed journal keeps its newest sequence} */
    Future<Long> lastSequence(String designId);

    /** Forgets a design's entries with a sequence below {@code belowSequence} (exclusive). */
    Future<Void> trim(String designId, long belowSequence);
}
