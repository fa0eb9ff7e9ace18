package io.meshplay.collab.store;

/**
 * One record of a collection.
 *
 * @param id its id
 * @param revision 1-based counter for compare-and-set
 * @param json UTF-8 JSON object
 */
public record StoredRecord(String id, long revision, byte[] json) {}
