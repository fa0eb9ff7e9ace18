package io.meshplay.load.sync;

import io.meshplay.load.rig.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How long the server's event loops kept tasks waiting, as its own histogram {@code
 * meshplay_event_loop_delay_seconds} at {@code /metrics} says: counts below each bound, added over the loops.
 */
public record LoopDelay(SortedMap<Double, Double> countsByBoundSeconds) {
    private static final Pattern BUCKET =
            Pattern.compile("(?m)^meshplay_event_loop_delay_seconds_bucket\\{[^}]*le=\"([^\"]+)\"[^}]*} (\\S+)");

    /** What the server says now. */
    public static LoopDelay read(ServerProcess server) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.uri("/metrics")).build();
            var text = client.send(request, BodyHandlers.ofString()).body();
            var counts = new TreeMap<Double, Double>();
            BUCKET.matcher(text)
                    .results()
                    .forEach(bucket -> counts.merge(
                            bucket.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.valueOf(bucket.group(1)),
                            Double.valueOf(bucket.group(2)),
                            Double::sum));
            return new LoopDelay(counts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The upper bound, in milliseconds, of the bucket in which that share of the delays since then lies; NaN if none. */
    public double boundMillisSince(LoopDelay before, double share) {
        var counts = new TreeMap<Double, Double>();
        countsByBoundSeconds.forEach(
                (bound, count) -> counts.put(bound, count - before.countsByBoundSeconds.getOrDefault(bound, 0.0)));
        if (counts.isEmpty() || counts.lastEntry().getValue() == 0) {
            return Double.NaN;
        }
        var wanted = counts.lastEntry().getValue() * share;
        return counts.entrySet().stream()
                        .filter(entry -> entry.getValue() >= wanted)
                        .mapToDouble(Map.Entry::getKey)
                        .findFirst()
                        .orElse(Double.POSITIVE_INFINITY)
                * 1e3;
    }
}
