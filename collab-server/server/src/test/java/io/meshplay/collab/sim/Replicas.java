package io.meshplay.collab.sim;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Copies of one document, which must be equal: content, state vector and delete set, each in a canonical form. */
final class Replicas {
    private record Copy(String name, String canonical, JsonObject content) {}

    private final List<Copy> copies = new ArrayList<>();

    /** {@code snapshot}: as yjs encodes it. {@code projection}: JSON */
    void add(String name, byte[] snapshot, byte[] projection) {
        copies.add(new Copy(name, canonical(snapshot), new JsonObject(new String(projection, StandardCharsets.UTF_8))));
    }

    List<String> differences() {
        List<String> differences = new ArrayList<>();
        Copy first = copies.getFirst();
        for (Copy copy : copies) {
            if (!copy.canonical().equals(first.canonical())) {
                differences.add(
                        first.name() + " holds " + first.canonical() + ", " + copy.name() + " " + copy.canonical());
            } else if (!copy.content().equals(first.content())) {
                differences.add(first.name() + " reads " + first.content() + ", " + copy.name() + " " + copy.content());
            }
        }
        return differences;
    }

    /** Sorted, with neighbouring ranges joined: two replicas may have split them differently. */
    private static String canonical(byte[] snapshot) {
        try {
            Lib0Reader reader = new Lib0Reader(snapshot);
            Map<Long, SortedMap<Long, Long>> deleted = new TreeMap<>();
            for (long clients = reader.readVarUint(); clients > 0; clients--) {
                SortedMap<Long, Long> ranges = deleted.computeIfAbsent(reader.readVarUint(), _ -> new TreeMap<>());
                for (long count = reader.readVarUint(); count > 0; count--) {
                    long from = reader.readVarUint();
                    ranges.put(from, from + reader.readVarUint());
                }
            }
            Map<Long, Long> vector = new TreeMap<>();
            for (long clients = reader.readVarUint(); clients > 0; clients--) {
                long client = reader.readVarUint();
                vector.put(client, reader.readVarUint());
            }
            Map<Long, List<String>> joined = new TreeMap<>();
            deleted.forEach((client, ranges) -> joined.put(client, joined(ranges)));
            return "vector " + vector + " deleted " + joined;
        } catch (MalformedException e) {
            throw new IllegalStateException("a snapshot that nobody can read", e);
        }
    }

    private static List<String> joined(SortedMap<Long, Long> ranges) {
        List<String> joined = new ArrayList<>();
        long from = -1;
        long to = -1;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            if (range.getKey() != to) {
                if (to >= 0) {
                    joined.add(from + "-" + to);
                }
                from = range.getKey();
            }
            to = range.getValue();
        }
        if (to >= 0) {
            joined.add(from + "-" + to);
        }
        return joined;
    }
}
