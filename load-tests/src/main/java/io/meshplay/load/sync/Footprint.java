package io.meshplay.load.sync;

import io.meshplay.load.rig.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server's memory holds after a garbage collection: live objects, and what lies outside the heap. Its heap must be
 * of one size and touched from the start ({@link #OPTIONS}): then resident memory less the heap's size is what is outside.
 *
 * @param liveBytes objects in use
 * @param outsideBytes native documents, buffers, code, threads
 * @param rooms rooms in memory
 * @param sessions sessions in rooms
 */
record Footprint(long liveBytes, long outsideBytes, long rooms, long sessions) {
    private static final long HEAP_BYTES = 1L << 30;

    /** For the server's JVM. */
    static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");

    /** Collects the server's garbage twice (what cleaners free goes with the second) and looks. */
    static Footprint of(ServerProcess server) {
        histogram(server.pid());
        var live = number(TOTAL, histogram(server.pid()));
        var resident = number(RESIDENT, read(Path.of("/proc", Long.toString(server.pid()), "status"))) * 1_024;
        var metrics = metrics(server);
        return new Footprint(
                live, resident - HEAP_BYTES, gauge(metrics, "meshplay_rooms"), gauge(metrics, "meshplay_sessions"));
    }

    /** {@return all of it, in bytes} */
    long bytes() {
        return liveBytes + outsideBytes;
    }

    private static String histogram(long pid) {
        var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            var process = new ProcessBuilder(tool, Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            try (var output = process.getInputStream()) {
                var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("jcmd: " + text);
                }
                return text;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String metrics(ServerProcess server) {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.uri("/metrics")).build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static long gauge(String metrics, String name) {
        var line = Pattern.compile("(?m)^" + name + "(?:\\{[^}]*})? (\\S+)").matcher(metrics);
        return line.find() ? (long) Double.parseDouble(line.group(1)) : 0;
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "no " + pattern + " in " + text.lines().limit(5).toList());
        }
        return Long.parseLong(matcher.group(1));
    }
}
