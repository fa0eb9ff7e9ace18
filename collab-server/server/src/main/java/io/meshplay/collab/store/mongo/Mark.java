package io.meshplay.collab.store.mongo;

/**
 * What a checkpoint says about the journal at the time when it was written: it outlives trimmed entries.
 *
 * @param sequence up to where the checkpoint holds the journal
 * @param attempt tells checkpoints of one sequence apart, the newest has the largest
 * @param head where the journal ended
 */
record Mark(long sequence, long attempt, Head head) {
    static final Mark NONE = new Mark(0, -1, new Head(0, 0));

    /**
     * Whether a journal document was written by an owner that had lost the design, where trimmed entries had left room: it
     * ends behind what this checkpoint knew of the journal, and has an older token.
     */
    boolean disowns(JournalDocument.Extent extent) {
        return extent.last() > head.sequence() && extent.fencingToken() < head.fencingToken();
    }
}
