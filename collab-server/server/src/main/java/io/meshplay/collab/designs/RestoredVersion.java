package io.meshplay.collab.designs;

/**
 * What the restoring of a version left behind.
 *
 * @param sequence journal sequence of the edit
 * @param undo number of the version that was committed just before, which takes the design back
 */
public record RestoredVersion(long sequence, long undo) {}
