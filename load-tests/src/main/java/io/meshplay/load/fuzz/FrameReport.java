package io.meshplay.load.fuzz;

import io.meshplay.load.sync.Percentiles;
import java.util.List;
import java.util.Map;

/**
 * What a run of hostile frames found.
 *
 * @param frames sent
 * @param kinds of them, by name
 * @param outcomes what became of them
 * @param refusals refused updates by code
 * @param rooms attacked, each read by a fresh replica and compared by stock Yjs with what was acknowledged there
 * @param connects sockets that the attackers opened
 * @param seconds that the attack took
 * @param serverDeaths times that the process was gone
 * @param slowestMillis the longest that one frame took, sent until it was answered
 * @param hangs frames that took more than 100 ms each of five times, beyond what the machine was slow without them
 * @param quietEdit edit to acknowledgement in other rooms before the attack
 * @param attackedEdit the same while it ran
 * @param quietReply question to answer in other rooms before the attack, nothing written to disk
 * @param attackedReply the same while it ran
 * @param loopDelayP99MillisMax upper bound of the server's own event-loop delay at 99 % while it ran
 * @param findings each broken promise in words, with its bytes
 */
public record FrameReport(
        int frames,
        Map<String, Integer> kinds,
        Map<String, Integer> outcomes,
        Map<String, Integer> refusals,
        int rooms,
        int connects,
        long seconds,
        int serverDeaths,
        long slowestMillis,
        int hangs,
        Percentiles quietEdit,
        Percentiles attackedEdit,
        Percentiles quietReply,
        Percentiles attackedReply,
        double loopDelayP99MillisMax,
        List<String> findings) {
    private static final double MOVED_MILLIS_MAX = 100;

    /** Whether each promise held. */
    public boolean clean() {
        return findings.isEmpty() && serverDeaths == 0 && hangs == 0 && editsUnmoved() && repliesUnmoved();
    }

    /** Whether edits in other rooms were acknowledged as before, by their 99th percentile; the disk is in it. */
    public boolean editsUnmoved() {
        return attackedEdit.p99Millis() <= quietEdit.p99Millis() + MOVED_MILLIS_MAX;
    }

    /** Whether questions in other rooms were answered as before, by their 99th percentile. */
    public boolean repliesUnmoved() {
        return attackedReply.p99Millis() <= quietReply.p99Millis() + MOVED_MILLIS_MAX;
    }
}
