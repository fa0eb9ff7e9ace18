package io.meshplay.collab.socket;

import io.meshplay.collab.room.Peer;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.thread.AnyThread;

/** A room's view of a connection, whatever the framing: frames go out from any thread, an end is dealt with on the socket's loop. */
@AnyThread
abstract class SocketPeer implements Peer {
    private final Connected connected;

    SocketPeer(Connected connected) {
        this.connected = connected;
    }

    /** The room has ended the session; on the socket's loop. */
    abstract void endedHere(SessionEnd end);

    @Override
    public final void send(byte[] frame) {
        connected.send(frame);
    }

    @Override
    public final long queuedBytes() {
        return connected.outbox().queuedBytes();
    }

    @Override
    public final void ended(SessionEnd end) {
        connected.context().runOnContext(_ -> endedHere(end));
    }
}
