package io.meshplay.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a crash trial found.
 *
 * @param kills kills survived
 * @param operations edits made
 * @param acknowledgedCollab of these, acknowledged by {@code SyncStatus(1)}
 * @param acknowledgedDurable of these, acknowledged by the durable vector
 * @param lost acknowledged edits that the restarted server did not hold
 * @param duplicated pieces of content that are there twice
 * @param divergent rooms whose replicas did not become equal
 * @param unloadable rooms that could not be opened
 * @param refused messages of these honest clients that the server refused
 * @param downMillisMax longest time from a kill to ready
 * @param findings each of these in words
 * @param serverSaid warnings and errors in the server's log, at most {@value #SAID_MAX}
 */
public record CrashReport(
        int kills,
        long operations,
        long acknowledgedCollab,
        long acknowledgedDurable,
        int lost,
        int duplicated,
        int divergent,
        int unloadable,
        int refused,
        long downMillisMax,
        List<String> findings,
        List<String> serverSaid) {
    private static final int SAID_MAX = 100;

    static CrashReport of(JsonNode result, Collection<String> serverSaid) {
        var findings = new ArrayList<String>();
        result.get("findings").forEach(finding -> findings.add(finding.asText()));
        return new CrashReport(
                result.get("kills").asInt(),
                result.get("operations").asLong(),
                result.get("acknowledgedCollab").asLong(),
                result.get("acknowledgedDurable").asLong(),
                result.get("lost").asInt(),
                result.get("duplicated").asInt(),
                result.get("divergent").asInt(),
                result.get("unloadable").asInt(),
                result.get("refused").asInt(),
                result.get("downMillisMax").asLong(),
                List.copyOf(findings),
                serverSaid.stream().limit(SAID_MAX).toList());
    }

    /** Whether nothing at all was found. */
    public boolean clean() {
        return lost == 0 && duplicated == 0 && divergent == 0 && unloadable == 0 && refused == 0;
    }
}
