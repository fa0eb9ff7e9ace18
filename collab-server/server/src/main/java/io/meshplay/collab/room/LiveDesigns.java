package io.meshplay.collab.room;

import io.vertx.core.Future;

/** The door to live documents for everything that is not a socket. Futures complete on the caller's context. */
public interface LiveDesigns {
    /**
     * Reads a design's document, every acknowledged edit included.
     *
     * @return UTF-8 JSON of the declared roots: {@code {"meta":{…},"components":{…},"relationships":{…},…}}
     */
    Future<byte[]> project(String designId);

    /**
     * Edits a design in one transaction that goes the way of every edit: gatekeeper, journal, fan-out.
     *
     * @param actor who is named in the journal: a user id
     * @param operations UTF-8 JSON array of the edit operations that {@code Document.edit} documents
     * @return the durable journal sequence of the edit; the present one if it changed nothing
     */
    Future<Long> edit(String designId, String actor, byte[] operations);

    /** Closes the sessions of a design and forgets its room; what was acknowledged stays in the store. */
    Future<Void> close(String designId, CloseReason reason);

    /** Closes every live session of an identity, in all rooms: its link was revoked. */
    void revoke(String identity);
}
