package io.meshplay.load.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshplay.crdt.judge.Judge;
import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Attacks in y-websocket framing. Nothing is acknowledged there: an update that was not refused must be in the room. */
final class SyncAttacker extends Attacker {
    private static final byte[] NOTHING = {0, 0};
    private static final byte[] NOBODY = {0};

    private RawSocket socket;
    private boolean denied;
    private boolean asked;
    private String code = "";

    SyncAttacker(int port, String design, SplittableRandom random, FrameTally tally, Judge judge) throws IOException {
        super(port, design, random, tally, judge);
        socket = new RawSocket(port, "/sync/" + design);
        frames.address(null);
    }

    @Override
    RawSocket socket() {
        return socket;
    }

    @Override
    void join() throws IOException {
        socket.close();
        tally.connected();
        socket = new RawSocket(port, "/sync/" + design);
        denied = false;
        asked = false;
        if (!answered()) {
            throw new IOException("nobody can join the room any more");
        }
        socket.send(Said.sync(null, Said.STEP_2, NOTHING));
        asked = false;
    }

    @Override
    byte @Nullable [] offered(byte[] message) {
        var said = Said.read(message, false);
        return said == null ? null : said.update();
    }

    @Override
    Fate fate(byte[] update) throws IOException {
        var deadline = System.nanoTime() + ANSWER_MILLIS_MAX * 1_000_000;
        while (System.nanoTime() < deadline) {
            var alive = answered();
            if (denied) {
                tally.refused(code);
                var gap = code.equals("gap");
                join();
                return gap ? Fate.GAP : Fate.REFUSED;
            }
            if (!alive) {
                tally.outcome("closed with " + socket.closeCode());
                join();
                return Fate.UNSAID;
            }
            observer.ask();
            if (observer.holds(update)) {
                if (asked) {
                    join();
                }
                return Fate.TAKEN;
            }
            // Whatever it may lack, there is no more: a gap is refused now.
            socket.send(Said.sync(null, Said.STEP_2, NOTHING));
        }
        tally.found("neither refused nor in the room", update);
        join();
        return Fate.UNSAID;
    }

    @Override
    void settle(byte[] message) throws IOException {
        var said = Said.read(message, false);
        // Its own answer would be taken for that to the next question.
        var asks = said != null && (said.sync(Said.STEP_1) || said.is(Said.QUERY_AWARENESS));
        if (!answered() || denied || asked || asks) {
            if (denied) {
                tally.refused(code);
            }
            join();
        }
    }

    /** Asks, and reads up to the answer: all that was sent before is handled then. */
    private boolean answered() {
        socket.send(Said.sync(null, Said.STEP_1, NOBODY));
        while (true) {
            var frame = socket.read(denied ? 0 : ANSWER_MILLIS_MAX);
            if (frame == null) {
                return false;
            }
            var said = Said.read(frame, false);
            if (said == null) {
                continue;
            }
            if (said.sync(Said.STEP_2)) {
                return true;
            }
            asked |= said.sync(Said.STEP_1);
            if (said.is(Said.AUTH)) {
                denied = true;
                code = codeOf(new String(said.body(), UTF_8));
                return true;
            }
        }
    }

    private static String codeOf(String reason) {
        var end = reason.indexOf(':');
        return end < 0 ? reason : reason.substring(0, end);
    }
}
