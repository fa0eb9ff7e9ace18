package io.meshplay.collab.store.mongo;

import io.meshplay.collab.thread.AnyThread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded queue before the appender. It hands out groups in which each design occurs once, in the order of its calls: so
 * that a design never has two documents on their way, of which the server might take the second alone.
 */
@AnyThread
final class AppendQueue {
    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    private final MongoLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** In order; true once the call is staged. */
    private final Map<Append, Boolean> waiting = new LinkedHashMap<>();

    private long waitingBytes;
    private boolean closed;

    AppendQueue(MongoLimits limits) {
        this.limits = limits;
    }

    Offer offer(Append append, boolean staged) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            boolean fits = waiting.isEmpty() || waitingBytes + append.bytes() <= limits.queuedBytesMax();
            if (waiting.size() >= limits.queuedCallsMax() || !fits) {
                return Offer.FULL;
            }
            waiting.put(append, staged);
            waitingBytes += append.bytes();
            changed.signal();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    void staged(Append append) {
        lock.lock();
        try {
            waiting.replace(append, true);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** {@return calls of different designs, waiting for the first; none once the queue is closed and drained} */
    List<Append> take() {
        lock.lock();
        try {
            List<Append> group = ready();
            while (group.isEmpty() && !(closed && waiting.isEmpty())) {
                changed.awaitUninterruptibly();
                group = ready();
            }
            return group;
        } finally {
            lock.unlock();
        }
    }

    private List<Append> ready() {
        List<Append> group = new ArrayList<>();
        Set<String> busy = new HashSet<>();
        long bytes = 0;
        Iterator<Map.Entry<Append, Boolean>> calls = waiting.entrySet().iterator();
        while (calls.hasNext() && group.size() < limits.callsPerInsertMax()) {
            Map.Entry<Append, Boolean> call = calls.next();
            Append append = call.getKey();
            boolean first = Collections.disjoint(busy, append.designIds());
            boolean fits = group.isEmpty() || bytes + append.bytes() <= limits.bytesPerInsertMax();
            busy.addAll(append.designIds());
            if (first && fits && call.getValue()) {
                calls.remove();
                group.add(append);
                bytes += append.bytes();
                waitingBytes -= append.bytes();
            }
        }
        return group;
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
