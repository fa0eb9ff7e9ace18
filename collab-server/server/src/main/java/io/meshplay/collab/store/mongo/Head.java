package io.meshplay.collab.store.mongo;

/**
 * Where a design's journal ends.
 *
 * @param sequence the newest, 0 if there is none
 * @param fencingToken the newest
 */
record Head(long sequence, long fencingToken) {
    /** {@return the later of this end and a document's} */
    Head or(JournalDocument.Extent document) {
        return new Head(Math.max(sequence, document.last()), Math.max(fencingToken, document.fencingToken()));
    }
}
