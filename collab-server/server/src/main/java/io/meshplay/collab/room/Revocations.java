package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was taken back of late, and when: identities whose link was revoked, or designs that were deleted. A join whose
 * grant was read before that must not come in after it. Stamps are the server's own count, drawn before a grant is read and
 * after a revocation is stored, so that nobody has to read the grant twice. Confined to one event loop.
 */
@EventLoop
final class Revocations {
    private final int keptMax;
    private final Map<String, Long> stamps = new LinkedHashMap<>();
    /** The newest stamp that is kept no more. */
    private long forgotten;

    Revocations(int keptMax) {
        this.keptMax = keptMax;
    }

    void note(String what, long stamp) {
        stamps.remove(what);
        stamps.put(what, stamp);
        if (stamps.size() > keptMax) {
            Map.Entry<String, Long> eldest = stamps.entrySet().iterator().next();
            forgotten = Math.max(forgotten, eldest.getValue());
            stamps.remove(eldest.getKey());
        }
    }

    /** {@return whether it was taken back after that stamp} */
    boolean since(String what, long stamp) {
        Long noted = stamps.get(what);
        return noted != null && noted > stamp;
    }

    /** {@return whether everything is kept that came after that stamp} */
    boolean reachesBackTo(long stamp) {
        return forgotten <= stamp;
    }
}
