package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;

/** A room's view of the socket behind a session. */
@AnyThread
public interface Peer {
    /** Queues a whole WebSocket frame; the socket writes what a turn queued with one flush. The array is shared and not changed. */
    void send(byte[] frame);

    /** {@return bytes queued and not yet handed to the operating system} */
    long queuedBytes();

    /** The room has ended the session: the socket tells the client in its framing's way. Called once, after the last frame. */
    void ended(SessionEnd end);
}
