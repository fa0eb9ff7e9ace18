package io.meshplay.load.fuzz;

import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Refusal;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.fuzz.HostileUpdates;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An honest client in an attacked room, on a socket of its own: tells what the room holds on disk. */
final class Observer implements AutoCloseable {
    private static final long MILLIS_MAX = 20_000;
    private static final byte[] NOTHING = {0, 0};
    private static final int NOBODY = 3_000_000;

    private final RawSocket socket;
    private final SplittableRandom random;
    private final String address;
    private final List<byte[]> shown = new ArrayList<>();
    private byte[] state = {0, 0};
    private @Nullable Structure structure;

    Observer(int port, String design, SplittableRandom random) throws IOException {
        this.socket = new RawSocket(port, "/collab");
        this.random = random;
        // A session of its own, as an attacker may name the bare address.
        this.address = design + "\0observer";
        socket.send(Said.message(address, Said.AUTH)
                .writeVarUint(0)
                .writeString("")
                .writeString("4.8.0")
                .toBytes());
        await(Said.AUTH, 2);
    }

    /** Waits until all that was accepted before is on disk, then asks for the whole state. */
    byte[] ask() throws IOException {
        // What brings nothing new is acknowledged once all before it is durable.
        socket.send(Said.sync(address, Said.STEP_2, NOTHING));
        await(Said.STATUS, 1);
        // A client id that nobody has makes each question a new one: the server keeps answers.
        var vector = new Lib0Writer()
                .writeVarUint(1)
                .writeVarUint(NOBODY + random.nextInt(NOBODY))
                .writeVarUint(1)
                .toBytes();
        socket.send(Said.sync(address, Said.STEP_1, vector));
        var told = await(Said.SYNC, Said.STEP_2).body();
        if (shown.isEmpty()) {
            shown.add(told);
        }
        if (!Arrays.equals(state, told)) {
            state = told;
            structure = null;
        }
        return state;
    }

    private Said await(int type, int number) throws IOException {
        for (var frame = socket.read(MILLIS_MAX); frame != null; frame = socket.read(MILLIS_MAX)) {
            var said = Said.read(frame, true);
            if (said != null && said.sync(Said.UPDATE) && !shown.isEmpty()) {
                shown.add(said.body());
            }
            if (said != null && said.is(Said.LEAVE)) {
                throw new IOException("the room closed the session of an honest client");
            }
            if (said != null && said.is(type) && said.number() == number) {
                return said;
            }
        }
        throw new IOException("the room answers no honest client"
                + (socket.closed() ? ": it closed the socket with " + socket.closeCode() : ""));
    }

    /**
     * What a stock client in this place was shown: the state that it was told first, then each update that the room forwarded to it.
     * The room rewrites some of what it takes, so that this is not what the attacker sent.
     */
    List<byte[]> shown() {
        return List.copyOf(shown);
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
     * subdocument, so that live content under a known clock may differ a little: then the clocks decide, and in the end stock Yjs.
     */
    private static boolean knows(Structure structure, byte[] update) {
        var verdict = offer(structure, update);
        return verdict instanceof Verdict.Known
                || (verdict instanceof Verdict.Refused(Refusal.ClientIdReused _) && reaches(structure, update));
    }

    private static boolean reaches(Structure structure, byte[] update) {
        try {
            var clocks = StateVector.decode(structure.stateVector()).clocks();
            return HostileUpdates.ends(update).entrySet().stream()
                    .allMatch(end -> clocks.getOrDefault(end.getKey(), 0) >= end.getValue());
        } catch (MalformedException e) {
            throw new IllegalStateException("the state vector of a structure does not read", e);
        }
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
