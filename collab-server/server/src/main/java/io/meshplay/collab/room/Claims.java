package io.meshplay.collab.room;

/**
 * Client ids that become somebody's with an update.
 *
 * @param owner the identity
 * @param clientIds the ids; perhaps none
 */
record Claims(String owner, long[] clientIds) {}
