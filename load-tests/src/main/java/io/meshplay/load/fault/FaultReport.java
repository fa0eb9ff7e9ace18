package io.meshplay.load.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What one fault did.
 *
 * @param fault what went wrong
 * @param rounds rounds outlived
 * @param operations edits made
 * @param acknowledgedCollab of these, acknowledged by {@code SyncStatus(1)}
 * @param acknowledgedDurable of these, acknowledged by the durable vector
 * @param lost acknowledged edits that a fresh replica did not find
 * @param duplicated pieces of content that are there twice
 * @param divergent rooms whose replicas did not become equal
 * @param unloadable rooms that could not be opened
 * @param refused messages of these honest clients that the server refused
 * @param reconnected sessions that were cut although they need not be
 * @param unsettled edits not acknowledged within a minute after the fault, or dead sessions that stayed
 * @param injected calls that failed, flushes that were slow, jumps, or writes that were torn
 * @param healthMillisMax the longest that {@code /health/live} took during the fault
 * @param findings each of these in words
 */
public record FaultReport(
        String fault,
        int rounds,
        long operations,
        long acknowledgedCollab,
        long acknowledgedDurable,
        int lost,
        int duplicated,
        int divergent,
        int unloadable,
        int refused,
        int reconnected,
        int unsettled,
        long injected,
        long healthMillisMax,
        List<String> findings) {

    static FaultReport of(Fault fault, JsonNode result, long injected, long healthMillisMax) {
        var findings = new ArrayList<String>();
        result.get("findings").forEach(finding -> findings.add(finding.asText()));
        return new FaultReport(
                fault.title(),
                result.path("rounds").asInt(result.path("kills").asInt()),
                result.get("operations").asLong(),
                result.get("acknowledgedCollab").asLong(),
                result.get("acknowledgedDurable").asLong(),
                result.get("lost").asInt(),
                result.get("duplicated").asInt(),
                result.get("divergent").asInt(),
                result.get("unloadable").asInt(),
                result.get("refused").asInt(),
                result.path("reconnected").asInt(),
                result.path("unsettled").asInt(),
                injected,
                healthMillisMax,
                List.copyOf(findings));
    }

    /** Whether the fault happened and did no harm. */
    public boolean clean() {
        return findings.isEmpty() && injected > 0;
    }
}
