package io.meshplay.load.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * The last lines that a child process wrote, read by a thread of its own so that the child never blocks on a full pipe.
 * Safe for any thread.
 */
final class Output {
    private static final int LINES_MAX = 400;

    private final Deque<String> lines = new ArrayDeque<>();
    private boolean ended;

    static Output of(String name, InputStream stream) {
        var output = new Output();
        Thread.ofVirtual().name(name).start(() -> output.read(stream));
        return output;
    }

    private void read(InputStream stream) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("(output ends: " + e.getMessage() + ")");
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        if (lines.size() == LINES_MAX) {
            lines.removeFirst();
        }
        lines.addLast(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * Waits for a line that fits.
     *
     * @return whether it came before the output ended or the time was over
     */
    synchronized boolean await(Predicate<String> fits, long millis) throws InterruptedException {
        var deadline = System.nanoTime() + millis * 1_000_000;
        while (lines.stream().noneMatch(fits)) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (ended || left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Waits until the process has closed its end. */
    synchronized String whole(long millis) throws InterruptedException {
        var deadline = System.nanoTime() + millis * 1_000_000;
        for (var left = millis; !ended && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return String.join("\n", lines);
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
