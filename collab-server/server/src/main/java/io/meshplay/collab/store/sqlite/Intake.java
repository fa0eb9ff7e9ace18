package io.meshplay.collab.store.sqlite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The bounded queue before a store thread: refuses rather than grows, and ends when it is closed and empty. Any thread. */
final class Intake {
    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    private final int callsMax;
    private final long bytesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Call<?>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean closed;

    Intake(int callsMax, long bytesMax) {
        this.callsMax = callsMax;
        this.bytesMax = bytesMax;
    }

    Offer offer(Call<?> call) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            boolean fits = waiting.isEmpty() || waitingBytes + call.bytes() <= bytesMax;
            if (waiting.size() >= callsMax || !fits) {
                return Offer.FULL;
            }
            waiting.add(call);
            waitingBytes += call.bytes();
            changed.signal();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** {@return up to {@code max} calls in order, waiting for the first; none once the queue is closed and drained} */
    List<Call<?>> take(int max) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Call<?>> taken = new ArrayList<>(Math.min(max, waiting.size()));
            while (taken.size() < max && !waiting.isEmpty()) {
                Call<?> call = waiting.remove();
                waitingBytes -= call.bytes();
                taken.add(call);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more calls; those that wait are still handed out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
