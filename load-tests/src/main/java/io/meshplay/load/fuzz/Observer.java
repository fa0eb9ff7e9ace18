package io.meshplay.load.fuzz;

import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Refusal;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An honest client in an attacked room, on a socket of its own: tells what the room holds on disk. */
final class Observer implements AutoCloseable {
    private static final long MILLIS_MAX = 20_000;
    private static final int NOBODY = 3_000_000;

    private final RawSocket socket;
    private final SplittableRandom random;
    private byte[] state = {0, 0};
    private @Nullable Structure structure;

    Observer(int port, String design, SplittableRandom random) throws IOException {
        this.socket = new RawSocket(port, "/sync/" + design);
        this.random = random;
    }

    /** Asks for the whole state. */
    byte[] ask() throws IOException {
        // A client id that nobody has makes each question a new one: the server keeps answers.
        var vector = new Lib0Writer()
                .writeVarUint(1)
                .writeVarUint(NOBODY + random.nextInt(NOBODY))
                .writeVarUint(1)
                .toBytes();
        socket.send(Said.sync(null, Said.STEP_1, vector));
        for (var frame = socket.read(MILLIS_MAX); frame != null; frame = socket.read(MILLIS_MAX)) {
            var said = Said.read(frame, false);
            if (said != null && said.sync(Said.STEP_2)) {
                if (!Arrays.equals(state, said.body())) {
                    state = said.body();
                    structure = null;
                }
                return state;
            }
        }
        throw new IOException("the room answers no honest client" + (socket.closed() ? ": it closed the socket" : ""));
    }

    /** Whether the state that was last told brings nothing new to one that was told before, nor the other way round. */
    boolean unchangedFrom(byte[] before) {
        return Arrays.equals(before, state) || (holds(before) && knows(loaded(before), state));
    }

    /** Whether the state that was last told holds an update whole, deletes too. */
    boolean holds(byte[] update) {
        var current = structure;
        if (current == null) {
            current = loaded(state);
        }
        var known = knows(current, update);
        // What was not known is in it now.
        structure = known ? current : null;
        return known;
    }

    private static Structure loaded(byte[] state) {
        var structure = new Structure(StructureLimits.DEFAULTS);
        if (!(offer(structure, state) instanceof Verdict.Accepted) && state.length > 2) {
            throw new IllegalStateException("the server's own state is not accepted");
        }
        return structure;
    }

    /**
     * Whether the clocks and deletes of an update are there. Native code does not keep the sign of a zero nor the options of a
     * subdocument, so that live content under a known clock may differ a little: stock Yjs judges content in the end.
     */
    private static boolean knows(Structure structure, byte[] update) {
        var verdict = offer(structure, update);
        return verdict instanceof Verdict.Known || verdict instanceof Verdict.Refused(Refusal.ClientIdReused _);
    }

    private static @Nullable Verdict offer(Structure structure, byte[] update) {
        try {
            return structure.offer(
                    UpdateDecoder.decode(update, DecodeLimits.DEFAULTS), Admission.OF_OWN_STATE, WorkBudget.DEFAULT);
        } catch (MalformedException _) {
            return null;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
