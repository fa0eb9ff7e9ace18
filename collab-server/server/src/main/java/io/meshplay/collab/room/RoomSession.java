package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.meshplay.collab.wire.ClientMessage;

/** A socket's handle of its membership in a room. */
@AnyThread
public interface RoomSession {
    /**
     * Hands a message to the room.
     *
     * @param handled run, on any thread, once the room holds nothing of the message but what it journals: the socket's
     *     inbound budget
     */
    void receive(ClientMessage message, Runnable handled);

    /** A frame that could not be decoded; a second one ends the session. */
    void receivedMalformed(int offset, String what);

    /** Leaves; the room says nothing more to the peer. */
    void leave();

    /** {@return whether the session may write nothing} */
    boolean readOnly();
}
