package io.meshplay.collab.store.mongo;

/**
 * Where a design's journal ends.
 *
 * @param sequence the newest, 0 if there is none
 * @param fencingToken the newest
 */
record Head(long sequence, long fencingToken) {}
