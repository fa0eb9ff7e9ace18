package io.meshplay.collab.socket;

import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.thread.AnyThread;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a permanent refusal waits. Clients of y-websocket before 3 do not know the 4400 band and come back at once,
 * so the refusal itself is slow: doubling per address, design and code.
 */
@AnyThread
final class RefusalDelays {
    private final SocketLimits limits;
    private final Map<Key, Last> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Last> eldest) {
            return size() > limits.refusalsRememberedMax();
        }
    };
    private int parked;

    RefusalDelays(SocketLimits limits) {
        this.limits = limits;
    }

    private record Key(String address, String designId, SessionEnd end) {}

    private record Last(long delayMillis, long atMillis) {}

    /** {@return how long to wait before this refusal, in milliseconds; negative if too many wait already} */
    synchronized long park(String address, String designId, SessionEnd end, long nowMillis) {
        if (parked >= limits.refusalsParkedMax()) {
            return -1;
        }
        parked++;
        Key key = new Key(address, designId, end);
        Last before = last.get(key);
        long min = limits.refusalDelayMin().toMillis();
        boolean back = before != null
                && nowMillis - before.atMillis() <= limits.refusalForgivenAfter() * before.delayMillis() + min;
        long delay = before == null || !back
                ? min
                : Math.min(2 * before.delayMillis(), limits.refusalDelayMax().toMillis());
        last.put(key, new Last(delay, nowMillis));
        return delay;
    }

    synchronized void unpark() {
        parked--;
    }
}
