package io.meshplay.load.fuzz;

import io.meshplay.load.sync.KeyEdits;
import io.meshplay.load.sync.Percentiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Honest clients in rooms of their own beside the attack, as many as there may be event loops: how long an edit takes
 * until it is acknowledged, and a question until it is answered, before the attack and while it runs.
 */
final class Canaries implements AutoCloseable {
    private static final long CLIENT_ID = 1_000_000;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long ANSWER_MILLIS_MAX = 20_000;
    private static final byte[] NOTHING = {0, 0};
    private static final byte[] NOBODY = {0};

    private final FrameTally tally;
    private final List<Thread> threads = new ArrayList<>();
    private final Period quiet = new Period();
    private final Period attacked = new Period();
    private volatile Period now = quiet;
    private volatile boolean over;

    /** What was measured in one period. */
    private static final class Period {
        final Histogram edits = new ConcurrentHistogram(3_600_000_000_000L, 3);
        final Histogram replies = new ConcurrentHistogram(3_600_000_000_000L, 3);
    }

    /** The figures of both periods. */
    record Figures(
            Percentiles quietEdit, Percentiles attackedEdit, Percentiles quietReply, Percentiles attackedReply) {}

    Canaries(int port, List<String> designs, FrameTally tally) {
        this.tally = tally;
        for (var design : designs) {
            threads.add(Thread.ofPlatform().name("canary-" + threads.size()).start(() -> live(port, design)));
        }
    }

    /** From now on what is measured counts as under attack. */
    void attack() {
        now = attacked;
    }

    Figures figures() {
        return new Figures(
                Percentiles.of(quiet.edits),
                Percentiles.of(attacked.edits),
                Percentiles.of(quiet.replies),
                Percentiles.of(attacked.replies));
    }

    private void live(int port, String design) {
        try (var socket = new RawSocket(port, "/collab")) {
            var edits = new KeyEdits(CLIENT_ID, "canary");
            socket.send(Said.message(design, Said.AUTH)
                    .writeVarUint(0)
                    .writeString("")
                    .writeString("4.8.0")
                    .toBytes());
            ask(socket, design);
            while (!over) {
                var period = now;
                var start = System.nanoTime();
                socket.send(Said.sync(design, Said.UPDATE, edits.next()));
                await(socket, Said.STATUS, -1);
                period.edits.recordValue(System.nanoTime() - start);
                start = System.nanoTime();
                socket.send(Said.message(design, Said.QUERY_AWARENESS).toBytes());
                await(socket, 1, -1);
                period.replies.recordValue(System.nanoTime() - start);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            tally.found("an honest client in another room was let down: " + e.getMessage(), NOTHING);
        }
    }

    private static void ask(RawSocket socket, String design) throws IOException {
        socket.send(Said.sync(design, Said.STEP_1, NOBODY));
        await(socket, Said.SYNC, Said.STEP_1);
        socket.send(Said.sync(design, Said.STEP_2, NOTHING));
        await(socket, Said.STATUS, -1);
    }

    private static void await(RawSocket socket, int type, int step) throws IOException {
        for (var frame = socket.read(ANSWER_MILLIS_MAX); frame != null; frame = socket.read(ANSWER_MILLIS_MAX)) {
            if (frame.length == 1) {
                socket.send(new byte[] {10});
                continue;
            }
            var said = Said.read(frame, true);
            if (said != null && said.is(type) && (step < 0 || said.number() == step)) {
                if (said.is(Said.STATUS) && said.number() != 1) {
                    throw new IOException("an edit was refused");
                }
                return;
            }
        }
        throw new IOException(socket.closed() ? "the socket was closed" : "no answer in " + ANSWER_MILLIS_MAX + " ms");
    }

    @Override
    public void close() {
        over = true;
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
