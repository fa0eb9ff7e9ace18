package io.meshplay.load.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a trial of a cluster found.
 *
 * @param strikes strikes survived
 * @param operations edits made
 * @param acknowledgedCollab of these, acknowledged by {@code SyncStatus(1)}
 * @param acknowledgedDurable of these, acknowledged by the durable vector
 * @param lost acknowledged edits that a fresh replica did not hold
 * @param duplicated pieces of content that are there twice
 * @param divergent rooms whose replicas did not become equal
 * @param unloadable rooms that could not be opened, or did not go on at another node
 * @param refused messages of these honest clients that were refused
 * @param takeovers rooms whose owner was struck
 * @param takeoverMillisMedian from the strike to the first edit by REST that another node has made durable, in the middle
 * @param takeoverMillisMax the longest
 * @param resumedMillisMedian from the strike to the first edit that a stock client at another node made and has acknowledged,
 *     its own back-off included, in the middle
 * @param resumedMillisMax the longest
 * @param takeoverMillisP90 nine in ten took no longer
 * @param takeoverMillisP95 nineteen in twenty took no longer
 * @param loadAtStart what waited for a processor of this machine, on average over a minute, before the first strike
 * @param loadAtEnd the same after the last one
 * @param reconnects connections that clients at other nodes made anew, because their owner was struck
 * @param reconnectMillisMedian from the strike to such a connection, in the middle
 * @param reconnectMillisP90 nine in ten took no longer
 * @param reconnectMillisMax the longest
 * @param reconnectsIn100MillisMax the most of them within 100 ms of one strike
 * @param findings each of these in words
 */
public record NodesReport(
        int strikes,
        long operations,
        long acknowledgedCollab,
        long acknowledgedDurable,
        int lost,
        int duplicated,
        int divergent,
        int unloadable,
        int refused,
        int takeovers,
        long takeoverMillisMedian,
        long takeoverMillisMax,
        long resumedMillisMedian,
        long resumedMillisMax,
        long takeoverMillisP90,
        long takeoverMillisP95,
        double loadAtStart,
        double loadAtEnd,
        int reconnects,
        long reconnectMillisMedian,
        long reconnectMillisP90,
        long reconnectMillisMax,
        int reconnectsIn100MillisMax,
        List<String> findings) {
    static NodesReport of(JsonNode result, double loadAtStart, double loadAtEnd) {
        var findings = new ArrayList<String>();
        result.get("findings").forEach(finding -> findings.add(finding.asText()));
        var takeovers = sorted(result.get("takeoverMillis"));
        var resumed = sorted(result.get("resumedMillis"));
        var reconnects = sorted(result.get("reconnectMillis"));
        return new NodesReport(
                result.get("strikes").asInt(),
                result.get("operations").asLong(),
                result.get("acknowledgedCollab").asLong(),
                result.get("acknowledgedDurable").asLong(),
                result.get("lost").asInt(),
                result.get("duplicated").asInt(),
                result.get("divergent").asInt(),
                result.get("unloadable").asInt(),
                result.get("refused").asInt(),
                takeovers.length,
                median(takeovers),
                max(takeovers),
                median(resumed),
                max(resumed),
                share(takeovers, 0.9),
                share(takeovers, 0.95),
                loadAtStart,
                loadAtEnd,
                reconnects.length,
                median(reconnects),
                share(reconnects, 0.9),
                max(reconnects),
                result.get("reconnectsIn100MillisMax").asInt(),
                List.copyOf(findings));
    }

    private static long[] sorted(JsonNode millis) {
        return StreamSupport.stream(millis.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sorted()
                .toArray();
    }

    private static long median(long[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static long share(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }

    private static long max(long[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    }

    /** Whether nothing at all was found. */
    public boolean clean() {
        return lost == 0 && duplicated == 0 && divergent == 0 && unloadable == 0 && refused == 0;
    }
}
