package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which clocks of each client are deleted, however the ranges were cut: what a state vector does not tell of a document.
 *
 * @param ranges client id to ranges, ascending, none of which touches the next; clients without a range are absent
 */
public record DeleteSet(Map<Long, List<Range>> ranges) {
    /** Clocks from {@code from}, inclusive, to {@code to}, exclusive. */
    public record Range(int from, int to) {}

    /** Takes the ranges as they are. */
    public DeleteSet {
        ranges = Collections.unmodifiableMap(ranges);
    }

    /** {@return what is deleted in a structure; costs O(structs)} */
    public static DeleteSet of(Structure structure) {
        Map<Long, List<Range>> all = new TreeMap<>();
        structure.clients.forEach((id, client) -> {
            List<Range> deleted = new ArrayList<>();
            client.forEach(item -> {
                if (!item.live()) {
                    append(deleted, item.clock, item.end());
                }
            });
            if (!deleted.isEmpty()) {
                all.put(id, deleted);
            }
        });
        return new DeleteSet(all);
    }

    /** Reads the delete set of a v1 snapshot, as {@link Document#snapshot} encodes it. */
    public static DeleteSet ofSnapshot(byte[] snapshot) throws MalformedException {
        Lib0Reader reader = new Lib0Reader(snapshot);
        Map<Long, List<Range>> all = new TreeMap<>();
        int clients = reader.readCount(2);
        for (int i = 0; i < clients; i++) {
            int start = reader.offset();
            long id = reader.readVarUint(UpdateDecoder.CLIENT_MAX);
            List<Range> deleted = new ArrayList<>();
            int count = reader.readCount(2);
            List<Range> read = new ArrayList<>(count);
            for (int r = 0; r < count; r++) {
                int from = (int) reader.readVarUint(UpdateDecoder.CLOCK_MAX);
                read.add(new Range(from, from + (int) reader.readVarUint(UpdateDecoder.CLOCK_MAX - from)));
            }
            read.sort((one, other) -> Integer.compare(one.from(), other.from()));
            read.forEach(range -> append(deleted, range.from(), range.to()));
            if (!deleted.isEmpty() && all.put(id, deleted) != null) {
                throw new MalformedException(start, "a client twice");
            }
        }
        return new DeleteSet(all);
    }

    private static void append(List<Range> ranges, int from, int to) {
        if (from == to) {
            return;
        }
        if (!ranges.isEmpty() && ranges.getLast().to() >= from) {
            Range last = ranges.removeLast();
            ranges.add(new Range(last.from(), Math.max(last.to(), to)));
        } else {
            ranges.add(new Range(from, to));
        }
    }
}
