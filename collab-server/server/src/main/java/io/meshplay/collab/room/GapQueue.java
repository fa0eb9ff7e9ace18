package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import java.util.ArrayList;
import java.util.List;

/** One session's updates that name something not yet known here, until the answer to a sync step 1 brings it. */
@EventLoop
final class GapQueue {
    /**
     * One waiting update.
     *
     * @param update as received
     * @param kind how it came
     * @param missing what it names
     * @param sinceNanos when it came
     */
    record Waiting(byte[] update, Intake.Kind kind, String missing, long sinceNanos) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private int bytes;
    private boolean asked;
    private long askedNanos;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** {@return whether there was room for it} */
    boolean add(Waiting update, RoomLimits limits) {
        if (waiting.size() >= limits.gapUpdatesMax() || bytes + update.update().length > limits.gapBytesMax()) {
            return false;
        }
        bytes += update.update().length;
        waiting.add(update);
        return true;
    }

    /** Takes out everything that waits, in order. */
    List<Waiting> takeAll() {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        return all;
    }

    /** {@return whether the client may be asked now; counts as asked then} */
    boolean mayAsk(long nowNanos, long intervalNanos) {
        if (asked && nowNanos - askedNanos < intervalNanos) {
            return false;
        }
        asked = true;
        askedNanos = nowNanos;
        return true;
    }
}
