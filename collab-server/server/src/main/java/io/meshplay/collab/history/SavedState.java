package io.meshplay.collab.history;

/**
 * An autosave and what it holds.
 *
 * @param autosave the autosave
 * @param content canonical JSON, in UTF-8: the bytes that the hash is of
 */
public record SavedState(Autosave autosave, byte[] content) {}
