package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Joins accepted updates by concatenating: each client's structs follow one another, because each update brought the clocks that came
 * next. When the list lacks an update in between (a receiver's own), a Skip stands for it, which Yjs and yrs read.
 */
final class UpdateMerge {
    /** One client's structs of one update. */
    private record Part(DecodedUpdate.Index update, int section) {
        int clock() {
            return update.sectionClock[section];
        }

        int count() {
            return update.sectionFirst[section + 1] - update.sectionFirst[section];
        }

        int end() {
            return update.clockOf(section, update.sectionFirst[section + 1]);
        }
    }

    private final TreeMap<Long, List<Part>> parts = new TreeMap<>();
    private final TreeMap<Long, List<long[]>> ranges = new TreeMap<>();
    private final Lib0Writer out;

    private UpdateMerge(int bytes) {
        out = new Lib0Writer(bytes + 64);
    }

    static byte[] merge(List<AcceptedUpdate> updates) {
        int bytes = 0;
        for (AcceptedUpdate update : updates) {
            bytes += update.bytes().length;
        }
        UpdateMerge merge = new UpdateMerge(bytes);
        for (AcceptedUpdate update : updates) {
            merge.add(update.update().index());
        }
        merge.sections();
        merge.deletes();
        return merge.out.toBytes();
    }

    private void add(DecodedUpdate.Index update) {
        for (int section = 0; section < update.sectionCount; section++) {
            parts.computeIfAbsent(update.sectionClient[section], _ -> new ArrayList<>())
                    .add(new Part(update, section));
        }
        for (int i = 0; i < update.deleteCount; i++) {
            List<long[]> mine = ranges.computeIfAbsent(update.deleteClient[i], _ -> new ArrayList<>());
            for (int r = update.deleteFirst[i]; r < update.deleteFirst[i + 1]; r++) {
                mine.add(new long[] {update.rangeClock[r], (long) update.rangeClock[r] + update.rangeLength[r]});
            }
        }
    }

    private void sections() {
        out.writeVarUint(parts.size());
        // Higher ids first, as Yjs does: it finds conflicts faster.
        parts.descendingMap().forEach(this::section);
    }

    private void section(long client, List<Part> mine) {
        int count = 0;
        int clock = mine.getFirst().clock();
        for (Part part : mine) {
            count += part.count() + (part.clock() > clock ? 1 : 0);
            clock = part.end();
        }
        out.writeVarUint(count)
                .writeVarUint(client)
                .writeVarUint(mine.getFirst().clock());
        clock = mine.getFirst().clock();
        for (Part part : mine) {
            if (part.clock() > clock) {
                out.writeByte(Ref.SKIP).writeVarUint(part.clock() - clock);
            }
            DecodedUpdate.Index update = part.update();
            int first = update.structOffset[update.sectionFirst[part.section()]];
            out.writeRaw(update.bytes, first, update.sectionEnd[part.section()]);
            clock = part.end();
        }
    }

    private void deletes() {
        ranges.values().removeIf(List::isEmpty);
        out.writeVarUint(ranges.size());
        ranges.descendingMap().forEach((client, mine) -> {
            List<long[]> joined = joined(mine);
            out.writeVarUint(client).writeVarUint(joined.size());
            for (long[] range : joined) {
                out.writeVarUint(range[0]).writeVarUint(range[1] - range[0]);
            }
        });
    }

    private static List<long[]> joined(List<long[]> ranges) {
        long[][] sorted = ranges.toArray(long[][]::new);
        Arrays.sort(sorted, Comparator.comparingLong(range -> range[0]));
        List<long[]> joined = new ArrayList<>(sorted.length);
        long[] last = sorted[0];
        joined.add(last);
        for (long[] range : sorted) {
            if (range[0] <= last[1]) {
                last[1] = Math.max(last[1], range[1]);
            } else {
                last = range;
                joined.add(last);
            }
        }
        return joined;
    }
}
