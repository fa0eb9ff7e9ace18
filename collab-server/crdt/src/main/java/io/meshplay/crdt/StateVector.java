package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How far a peer knows each client's history: client id to the next clock. Immutable. */
public final class StateVector {
    private static final int CLIENTS_MAX = 100_000;

    private final NavigableMap<Long, Integer> clocks;

    private StateVector(NavigableMap<Long, Integer> clocks) {
        this.clocks = clocks;
    }

    /** Knows nothing. */
    public static StateVector empty() {
        return new StateVector(new TreeMap<>());
    }

    /** A vector of these clocks. */
    public static StateVector of(Map<Long, Integer> clocks) {
        return new StateVector(new TreeMap<>(clocks));
    }

    /** Reads a v1 state vector; a client twice, an id above 2^32 - 1, a clock above 2^31 - 1 and trailing bytes are malformed. */
    public static StateVector decode(byte[] bytes) throws MalformedException {
        return decode(bytes, CLIENTS_MAX);
    }

    /**
     * Reads a v1 state vector that names few clients: reading one takes about half a microsecond for each.
     *
     * @param clientsMax most clients, inclusive; one more is malformed
     */
    public static StateVector decode(byte[] bytes, int clientsMax) throws MalformedException {
        Lib0Reader reader = new Lib0Reader(bytes);
        int count = reader.readCount(2);
        if (count > clientsMax) {
            throw new MalformedException(0, "more than " + clientsMax + " clients");
        }
        NavigableMap<Long, Integer> clocks = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            int start = reader.offset();
            long client = reader.readVarUint(UpdateDecoder.CLIENT_MAX);
            int clock = (int) reader.readVarUint(UpdateDecoder.CLOCK_MAX);
            if (clocks.put(client, clock) != null) {
                throw new MalformedException(start, "a client twice");
            }
        }
        reader.expectEnd();
        return new StateVector(clocks);
    }

    /** The v1 encoding, client ids descending as Yjs writes them. */
    public byte[] encode() {
        Lib0Writer writer = new Lib0Writer(8 + clocks.size() * 8);
        writer.writeVarUint(clocks.size());
        clocks.descendingMap()
                .forEach((client, clock) -> writer.writeVarUint(client).writeVarUint(clock));
        return writer.toBytes();
    }

    /** The next clock of a client, 0 for an unknown one. */
    public long clock(long clientId) {
        return clocks.getOrDefault(clientId, 0);
    }

    /** All clocks by client id, ascending; unmodifiable. */
    public Map<Long, Integer> clocks() {
        return Collections.unmodifiableMap(clocks);
    }

    /** Whether this peer knows everything that the other knows. */
    public boolean covers(StateVector other) {
        return other.clocks.entrySet().stream().allMatch(entry -> clock(entry.getKey()) >= entry.getValue());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateVector vector && covers(vector) && vector.covers(this);
    }

    @Override
    public int hashCode() {
        // A clock of 0 says nothing, so it must not count.
        return clocks.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .mapToInt(Map.Entry::hashCode)
                .sum();
    }

    @Override
    public String toString() {
        return clocks.toString();
    }
}
