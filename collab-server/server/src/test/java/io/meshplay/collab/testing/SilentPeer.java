package io.meshplay.collab.testing;

import io.meshplay.collab.room.Peer;
import io.meshplay.collab.room.SessionEnd;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A socket that keeps what it is sent, and has as many bytes queued as the test says. Any thread. */
public final class SilentPeer implements Peer {
    private final List<byte[]> frames = new CopyOnWriteArrayList<>();
    private volatile long queuedBytes;
    private volatile @Nullable SessionEnd end;

    /** Says how much is queued from here on. */
    public void queue(long bytes) {
        queuedBytes = bytes;
    }

    /** {@return what came, in order} */
    public List<byte[]> frames() {
        return frames;
    }

    /** {@return how the room ended the session; null if it has not} */
    public @Nullable SessionEnd end() {
        return end;
    }

    @Override
    public void send(byte[] frame) {
        frames.add(frame);
    }

    @Override
    public long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public void ended(SessionEnd why) {
        end = why;
    }
}
