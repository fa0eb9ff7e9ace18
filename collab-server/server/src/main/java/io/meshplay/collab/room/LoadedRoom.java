package io.meshplay.collab.room;

import io.meshplay.crdt.Document;
import io.meshplay.crdt.Structure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a room starts from.
 *
 * @param structure the document's structure
 * @param document the native document
 * @param epoch history line; null if nothing was stored yet
 * @param owners client id → identity
 * @param sequence last journal sequence
 * @param fencingToken under which the room writes
 * @param tailUpdates updates after the checkpoint
 * @param tailBytes bytes of these
 * @param damagedAt first sequence that cannot be read or applied, 0 if none: the room is read-only then
 */
record LoadedRoom(
        Structure structure,
        Document document,
        @Nullable String epoch,
        Map<Long, String> owners,
        long sequence,
        long fencingToken,
        int tailUpdates,
        long tailBytes,
        long damagedAt) {}
