package io.meshplay.collab.room;

import io.meshplay.crdt.AcceptedUpdate;
import org.jspecify.annotations.Nullable;

/**
 * An update that the room has accepted.
 *
 * @param sequence its place in the journal
 * @param update what is journaled and sent on
 * @param origin the session that it came from, which hears no echo; null if the server made it
 */
record Taken(long sequence, AcceptedUpdate update, @Nullable Session origin) {}
