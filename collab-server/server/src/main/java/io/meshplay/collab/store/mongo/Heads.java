package io.meshplay.collab.store.mongo;

import io.meshplay.collab.thread.AnyThread;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The ends of the journals that this process wrote last. A hint only: the server's refusal of a taken id is what keeps two
 * writers apart, and after one the end is read again.
 */
@AnyThread
final class Heads {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Head> known;

    Heads(int max) {
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Head> eldest) {
                return size() > max;
            }
        };
    }

    @Nullable Head of(String designId) {
        lock.lock();
        try {
            return known.get(designId);
        } finally {
            lock.unlock();
        }
    }

    void put(String designId, Head head) {
        lock.lock();
        try {
            known.put(designId, head);
        } finally {
            lock.unlock();
        }
    }

    /** A journal was read to its end; what is known to lie behind that stays. */
    void seen(String designId, Head head) {
        lock.lock();
        try {
            Head present = known.get(designId);
            if (present == null || present.sequence() < head.sequence()) {
                known.put(designId, head);
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(String designId) {
        lock.lock();
        try {
            known.remove(designId);
        } finally {
            lock.unlock();
        }
    }
}
