package io.meshplay.load.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.crdt.judge.Judge;
import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Attacks in Hocuspocus framing, where each update is answered by exactly one status. */
final class CollabAttacker extends Attacker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = {0, 0};
    private static final byte[] NOBODY = {0};
    private static final int OTHER_DOCUMENTS_MAX = 60;
    private static final int OTHERS_ONE_IN = 200;
    private static final int DOCUMENTS_PER_SOCKET_MAX = 40;
    private static final long GRANTED = 2;

    private RawSocket socket;
    private String address = "";
    private int sessions;
    private int documents;
    private boolean asked;
    private boolean ended;
    private String code = "";

    CollabAttacker(int port, String design, SplittableRandom random, FrameTally tally, Judge judge) throws IOException {
        super(port, design, random, tally, judge);
        socket = new RawSocket(port, "/collab");
    }

    @Override
    RawSocket socket() {
        return socket;
    }

    /** A new session under a new address; on the same socket as long as that lives. */
    @Override
    void join() throws IOException {
        if (socket.closed() || documents >= DOCUMENTS_PER_SOCKET_MAX || random.nextInt(20) == 0) {
            reconnect();
        }
        if (!tryJoin()) {
            reconnect();
            if (!tryJoin()) {
                throw new IOException("nobody can join the room any more");
            }
        }
    }

    private void reconnect() throws IOException {
        socket.close();
        tally.connected();
        socket = new RawSocket(port, "/collab");
        documents = 0;
        if (random.nextInt(OTHERS_ONE_IN) == 0) {
            tally.outcome("many documents on a socket");
            for (var other : frames.otherDocuments(design, 1 + random.nextInt(OTHER_DOCUMENTS_MAX))) {
                socket.send(other);
            }
            // Whatever those did to it, it is a new socket that goes on.
            socket.send(Said.sync(design, Said.STEP_1, NOBODY));
            socket.awaitClose(10);
            socket.close();
            socket = new RawSocket(port, "/collab");
        }
    }

    private boolean tryJoin() {
        address = design + "\0" + ++sessions;
        documents++;
        frames.address(address);
        asked = false;
        ended = false;
        // Out of order now and then: what comes before the authentication waits for it.
        var early = random.nextInt(10) == 0;
        if (early) {
            socket.send(Said.sync(address, Said.STEP_1, NOBODY));
        }
        socket.send(Said.message(address, Said.AUTH)
                .writeVarUint(0)
                .writeString("")
                .writeString("4.8.0")
                .toBytes());
        if (!early) {
            socket.send(Said.sync(address, Said.STEP_1, NOBODY));
        }
        for (var said = read(ANSWER_MILLIS_MAX); said != null && !ended; said = read(ANSWER_MILLIS_MAX)) {
            if (said.is(Said.AUTH) && said.number() != GRANTED) {
                return false;
            }
            if (said.sync(Said.STEP_1)) {
                socket.send(Said.sync(address, Said.STEP_2, NOTHING));
            }
            if (said.is(Said.STATUS)) {
                return true;
            }
        }
        return false;
    }

    @Override
    byte @Nullable [] offered(byte[] message) {
        var said = Said.read(message, true);
        return said == null || !said.address().equals(address) ? null : said.update();
    }

    @Override
    Fate fate(byte[] update) throws IOException {
        code = "";
        for (var said = read(ANSWER_MILLIS_MAX); said != null && !ended; said = read(ANSWER_MILLIS_MAX)) {
            if (said.sync(Said.STEP_1)) {
                asked = true;
                socket.send(Said.sync(address, Said.STEP_2, NOTHING));
            } else if (said.is(Said.STATUS)) {
                return answered(said.number() == 1);
            }
        }
        if (!ended && !socket.closed()) {
            tally.found("no status", update);
        }
        tally.outcome(ended ? "document closed" : "closed with " + socket.closeCode());
        leave();
        return Fate.UNSAID;
    }

    private Fate answered(boolean saved) throws IOException {
        if (saved) {
            if (asked) {
                leave();
            }
            return Fate.TAKEN;
        }
        tally.refused(code);
        var gap = code.equals("gap");
        if (asked || random.nextInt(3) > 0) {
            leave();
        }
        return gap ? Fate.GAP : Fate.REFUSED;
    }

    /** A question about the epoch is answered in its turn. */
    @Override
    void settle(byte[] message) throws IOException {
        var heard = Said.read(message, true);
        if (heard != null && heard.is(Said.LEAVE) && heard.address().equals(address)) {
            join();
            return;
        }
        socket.send(Said.message(address, Said.STATELESS)
                .writeString("{\"type\":\"epoch\"}")
                .toBytes());
        for (var said = read(ANSWER_MILLIS_MAX); said != null && !ended; said = read(ANSWER_MILLIS_MAX)) {
            if (said.is(Said.STATUS)) {
                tally.found("a status for what is no update", message);
            }
            if (said.is(Said.STATELESS) && new String(said.body(), UTF_8).contains("\"epoch\"")) {
                if (heard != null && !heard.address().equals(address)) {
                    return;
                }
                break;
            }
        }
        leave();
    }

    private void leave() throws IOException {
        socket.send(Said.message(address, Said.LEAVE).toBytes());
        join();
    }

    /** The next message to this session; null when none comes. */
    private @Nullable Said read(long millis) {
        for (var frame = socket.read(millis); frame != null; frame = socket.read(millis)) {
            var said = Said.read(frame, true);
            if (said != null && said.address().equals(address)) {
                ended |= said.is(Said.LEAVE);
                if (said.is(Said.STATELESS)) {
                    note(new String(said.body(), UTF_8));
                }
                return said;
            }
        }
        return null;
    }

    private void note(String stateless) {
        try {
            var found = JSON.readTree(stateless).get("code");
            code = found == null ? code : found.asText();
        } catch (JsonProcessingException _) {
            tally.found("a stateless message that is no JSON", stateless.getBytes(UTF_8));
        }
    }
}
