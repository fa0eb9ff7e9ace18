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
     * @param operations UTF-8 JSON array of the edit operations that {@code Document.edit} documents; an empty one asks
     *     whether the design takes edits
     * @return the durable journal sequence of the edit; the present one if it changed nothing. Fails with
     *     {@link DesignDamagedException}, with {@link RoomClosedException}, and with the store's exception as soon as the
     *     store is known to be away: what was taken before is written when it is back
     */
    Future<Long> edit(String designId, String actor, byte[] operations);

    /**
     * Closes the sessions of a design and forgets its room; what was acknowledged stays in the store. To be called once a
     * deletion is stored: grants that were read before open the room no more.
     */
    Future<Void> close(String designId, CloseReason reason);

    /**
     * Closes every live session of an identity, in all rooms, and lets none in whose grant was read before. To be called
     * once its link is revoked in the store.
     */
    void revoke(String identity);
}
