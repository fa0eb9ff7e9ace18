package io.meshplay.load.fuzz;

import io.meshplay.crdt.fuzz.HostileUpdates;
import io.meshplay.crdt.judge.Judge;
import io.meshplay.load.rig.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends hostile frames into rooms, one at a time, and looks after each at what the room holds: what was refused changed
 * nothing, what was acknowledged is there. One thread.
 */
abstract class Attacker implements AutoCloseable {
    static final long ANSWER_MILLIS_MAX = 20_000;
    private static final long HANG_MILLIS = 100;
    private static final int STEPS_MAX = 6;
    private static final int TRIES_MAX = 5;
    private static final long CLOSE_MILLIS_MAX = 50;

    /** What became of an update. */
    enum Fate {
        TAKEN,
        REFUSED,
        /** Refused for what it lacks: what stood before that may have been taken. */
        GAP,
        /** The session is over and nothing was said. */
        UNSAID
    }

    final int port;
    final SplittableRandom random;
    final FrameTally tally;
    private final Judge judge;
    final Observer observer;
    final Frames frames;
    final String design;
    private final HostileUpdates updates;
    private byte[] state;

    Attacker(int port, String design, SplittableRandom random, FrameTally tally, Judge judge) throws IOException {
        this.port = port;
        this.design = design;
        this.random = random;
        this.tally = tally;
        this.judge = judge;
        this.observer = new Observer(port, design, random);
        this.updates = new HostileUpdates(random);
        this.frames = new Frames(random, updates);
        this.state = observer.ask();
        // The design's own name stands in it.
        updates.taken(state);
    }

    /** Comes into the room, again if need be. */
    abstract void join() throws IOException;

    abstract RawSocket socket();

    /** The update that a message offers to this attacker's document; null when it offers none. */
    abstract byte @Nullable [] offered(byte[] message);

    /** Waits until it is known what became of an update. */
    abstract Fate fate(byte[] update) throws IOException;

    /** Waits until a message without an update was handled; then the session can be used again. */
    abstract void settle(byte[] message) throws IOException;

    /** Sends so many frames, then compares the room with what was acknowledged. */
    void run(int count) throws IOException {
        join();
        for (var i = 0; i < count; i++) {
            attack(frames.next());
        }
        tally.room();
        judge();
    }

    private void attack(Attack attack) throws IOException {
        tally.sent(attack.kind());
        var millis = timed(attack);
        // On a busy machine anything is slow, a question without a frame too; what the server hangs on is slow beyond
        // that.
        var idle = 0L;
        for (var again = 0; again < TRIES_MAX - 1 && millis > HANG_MILLIS && attack.message() != null; again++) {
            var start = System.nanoTime();
            observer.ask();
            idle = Math.max(idle, (System.nanoTime() - start) / 1_000_000);
            millis = Math.min(millis, timed(attack));
        }
        // A frame costs up to three such questions and a new session.
        if (millis > HANG_MILLIS + STEPS_MAX * idle && attack.message() != null) {
            tally.hang(attack.kind() + " took " + millis + " ms in each of " + TRIES_MAX + " tries", attack.wire());
        }
        tally.took(millis);
    }

    private long timed(Attack attack) throws IOException {
        var start = System.nanoTime();
        var message = attack.message();
        var update = message == null ? null : offered(message);
        socket().sendRaw(attack.wire());
        if (message == null) {
            socket().awaitClose(CLOSE_MILLIS_MAX);
            tally.outcome(
                    socket().closed()
                            ? "broken frame: closed with " + socket().closeCode()
                            : "broken frame: socket waits");
            // The server may wait for the rest of the frame: what follows would be taken for that.
            socket().close();
            join();
            requireUnchanged(attack);
        } else if (update == null) {
            settle(message);
            tally.outcome("no update");
            requireUnchanged(attack);
        } else {
            judge(attack, update, fate(update));
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void judge(Attack attack, byte[] update, Fate fate) throws IOException {
        switch (fate) {
            case TAKEN -> {
                tally.outcome("acknowledged");
                state = observer.ask();
                if (observer.holds(update)) {
                    updates.taken(update);
                } else {
                    tally.found("acknowledged, but not in the room", attack.wire());
                }
            }
            case REFUSED -> requireUnchanged(attack);
            case GAP -> {
                var before = state;
                state = observer.ask();
                if (!observer.unchangedFrom(before)) {
                    tally.outcome("taken before a gap");
                    updates.taken(state);
                }
            }
            case UNSAID -> {
                // It may have been taken while the session ended, or what stands before a gap in it.
                tally.outcome("session over without an answer");
                var before = state;
                state = observer.ask();
                if (!observer.unchangedFrom(before)) {
                    updates.taken(state);
                }
            }
        }
    }

    private void requireUnchanged(Attack attack) throws IOException {
        var before = state;
        state = observer.ask();
        if (!observer.unchangedFrom(before)) {
            tally.found("not acknowledged, but the room changed (" + attack.kind() + ")", attack.wire());
            updates.taken(state);
        }
    }

    /** A fresh replica holds what those in the room were shown one by one, by the word of stock Yjs. */
    private void judge() throws IOException {
        try (var fresh = new Observer(port, design, random)) {
            var held = fresh.ask();
            var answer = judge.sameInNative(observer.shown(), held).get(60, TimeUnit.SECONDS);
            if (!answer.isEmpty()) {
                tally.found("a fresh replica differs from what was forwarded: " + answer, held);
                keep(held);
            }
            if (!fresh.unchangedFrom(state)) {
                tally.found("a fresh replica differs from an older one", held);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("stock Yjs does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Leaves what is needed to reproduce a difference: what the room forwarded in order, then the state. */
    private void keep(byte[] held) throws IOException {
        var lines = new ArrayList<String>();
        observer.shown().forEach(update -> lines.add(HexFormat.of().formatHex(update)));
        lines.add(HexFormat.of().formatHex(held));
        Files.write(Workspace.loadTests().resolve("target/hostile-" + design + ".txt"), lines);
    }

    @Override
    public void close() {
        socket().close();
        observer.close();
    }
}
