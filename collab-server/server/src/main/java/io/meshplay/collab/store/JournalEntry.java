package io.meshplay.collab.store;

/**
 * One journaled update.
 *
 * @param designId the design
 * @param sequence 1-based position in the design's journal
 * @param fencingToken number of the lease under which the owner writes; a smaller one than the newest stored is refused
 * @param actor who wrote it: a user id, or {@code server}
 * @param payload opaque to the store; the room's journal codec knows its layout; owned by the entry
 */
public record JournalEntry(String designId, long sequence, long fencingToken, String actor, byte[] payload) {}
