package io.meshplay.collab.store;

/**
 * Encoded full state of one design's document.
 *
 * @param designId the design
 * @param sequence the last journal sequence that the state holds
 * @param payload opaque to the store; owned by the checkpoint
 */
public record Checkpoint(String designId, long sequence, byte[] payload) {}
