package io.meshplay.collab.api;

import io.meshplay.collab.room.Turns;
import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One reader of the events. A reader that is too slow misses events and is told to read everything again once it takes more;
 * one that takes nothing for long is closed. Confined to the loop of its request, but for {@link #offer}.
 */
@EventLoop
final class EventStream {
    static final Buffer RESYNC = Buffer.buffer("event: resync\ndata: {}\n\n");
    private static final Buffer HELLO = Buffer.buffer("retry: 2000\n\nevent: hello\ndata: {}\n\n");
    private static final Buffer ALIVE = Buffer.buffer(":\n\n");

    /** What carries the events to the reader. */
    interface Line {
        /** {@return completes when the reader's side has taken the bytes} */
        Future<Void> write(Buffer bytes);

        /** {@return whether nothing more can be written} */
        boolean over();

        /** Breaks off: closing in good order would first write what the reader does not take. */
        void cut();
    }

    private final Turns turns;
    private final Line line;
    private final StreamLimits limits;
    private final AtomicInteger underWay = new AtomicInteger();
    private int queuedBytes;
    private boolean missed;
    private long aliveTimer = -1;
    private long laggingTimer = -1;

    EventStream(Turns turns, Line line, StreamLimits limits) {
        this.turns = turns;
        this.line = line;
        this.limits = limits;
    }

    /** Begins. */
    void start() {
        aliveTimer = turns.every(limits.keepAlive(), () -> write(ALIVE));
        write(HELLO);
    }

    /** The reader has gone, or was closed. */
    void ended() {
        turns.cancel(aliveTimer);
        turns.cancel(laggingTimer);
    }

    /** Hands over an event; any thread. */
    void offer(Buffer event) {
        if (underWay.incrementAndGet() > limits.eventsMax()) {
            underWay.decrementAndGet();
            turns.run(this::miss);
        } else {
            turns.run(() -> {
                underWay.decrementAndGet();
                write(event);
            });
        }
    }

    private void write(Buffer event) {
        if (line.over() || missed) {
            return;
        }
        if (queuedBytes > 0 && queuedBytes + event.length() > limits.queuedBytesMax()) {
            miss();
            return;
        }
        queuedBytes += event.length();
        line.write(event).onComplete(_ -> {
            queuedBytes -= event.length();
            drained();
        });
    }

    private void miss() {
        if (!missed && !line.over()) {
            missed = true;
            laggingTimer = turns.after(limits.laggingMax(), line::cut);
            drained();
        }
    }

    private void drained() {
        if (missed && queuedBytes <= limits.queuedBytesMax() / 2) {
            missed = false;
            turns.cancel(laggingTimer);
            write(RESYNC);
        }
    }
}
