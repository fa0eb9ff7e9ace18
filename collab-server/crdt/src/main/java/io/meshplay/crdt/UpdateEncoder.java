package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Writer;
import java.util.Arrays;
import java.util.Comparator;

/** Writes what was taken of an update when its own bytes hold more than that. */
final class UpdateEncoder {
    private final DecodedUpdate.Index update;
    private final Sections sections;
    private final Deletes deletes;
    private final Lib0Writer out;

    UpdateEncoder(Offer offer, Sections sections, Deletes deletes) {
        this.update = offer.update;
        this.sections = sections;
        this.deletes = deletes;
        this.out = new Lib0Writer(64);
    }

    byte[] encode() {
        int count = 0;
        for (int first : sections.firstNew) {
            count += first >= 0 ? 1 : 0;
        }
        out.writeVarUint(count);
        for (int section = 0; section < update.sectionCount; section++) {
            if (sections.firstNew[section] >= 0) {
                section(section);
            }
        }
        deletes();
        return out.toBytes();
    }

    private void section(int section) {
        int first = sections.firstNew[section];
        int end = sections.takenEnd(section);
        int clock = sections.firstNewClock[section];
        out.writeVarUint(end - first + sections.lastValue.get(first, end).cardinality());
        out.writeVarUint(update.sectionClient[section]);
        out.writeVarUint(clock);
        int start = update.clockOf(section, first);
        for (int index = first; index < end; index++) {
            struct(section, index, start, Math.max(0, clock - start));
            start += update.structLength[index];
        }
    }

    /** Writes a struct that starts at a clock, without its known clocks. */
    private void struct(int section, int index, int start, int trimmed) {
        long client = update.sectionClient[section];
        int to = update.structEnd(section, index);
        if (sections.turnedGc.get(index)) {
            out.writeByte(Ref.GC).writeVarUint(update.structLength[index] - trimmed);
        } else if (sections.lastValue.get(index)) {
            lastValue(client, start, index, trimmed, to);
        } else if (trimmed == 0) {
            out.writeRaw(update.bytes, update.structOffset[index], to);
        } else {
            rest(client, start + trimmed, index, trimmed, to);
        }
    }

    /** The part of a struct behind its known clocks: its origin is the last known one, so it needs no parent. */
    private void rest(long client, int clock, int index, int trimmed, int to) {
        StructHeader header = new StructHeader(update.bytes);
        header.read(update.structOffset[index]);
        int length = update.structLength[index] - trimmed;
        if (header.ref == Ref.GC) {
            out.writeByte(Ref.GC).writeVarUint(length);
            return;
        }
        behind(header, header.ref, client, clock - 1);
        if (header.ref == Ref.DELETED) {
            out.writeVarUint(length);
            return;
        }
        // The same cut as for the item that is held.
        Item item = new Item(new ClientStructs(client), clock, length, header.ref);
        item.bytes = update.bytes;
        item.from = header.contentFrom;
        item.to = to;
        Splits.dropHead(item, trimmed);
        if (header.ref == Ref.ANY) {
            out.writeVarUint(length);
        } else {
            out.writeVarUint(item.to - item.from + (item.headBroken ? 3L : 0L));
            if (item.headBroken) {
                out.writeByte(0xef).writeByte(0xbf).writeByte(0xbd);
            }
        }
        out.writeRaw(item.bytes, item.from, item.to);
    }

    /** The place of what follows a known clock. */
    private void behind(StructHeader header, int ref, long client, int origin) {
        int kept = update.bytes[header.offset] & (Ref.HAS_RIGHT_ORIGIN | Ref.HAS_KEY);
        out.writeByte(ref | Ref.HAS_ORIGIN | kept).writeVarUint(client).writeVarUint(origin);
        if (header.rightClient != StructHeader.NONE) {
            out.writeVarUint(header.rightClient).writeVarUint(header.rightClock);
        }
    }

    /** Several values of one key: those that are overwritten as deleted, then the last one. */
    private void lastValue(long client, int start, int index, int trimmed, int to) {
        int overwritten = update.structLength[index] - 1;
        StructHeader header = new StructHeader(update.bytes);
        header.read(update.structOffset[index]);
        if (trimmed == 0) {
            out.writeByte((update.bytes[header.offset] & ~0x1f) | Ref.DELETED);
            out.writeRaw(update.bytes, header.offset + 1, header.placeTo);
        } else {
            behind(header, Ref.DELETED, client, start + trimmed - 1);
        }
        out.writeVarUint(overwritten - trimmed);
        rest(client, start + overwritten, index, overwritten, to);
    }

    private void deletes() {
        int count = 0;
        for (int i = 0; i < update.deleteCount; i++) {
            count += effective(i) > 0 ? 1 : 0;
        }
        out.writeVarUint(count);
        for (int i = 0; i < update.deleteCount; i++) {
            int ranges = effective(i);
            if (ranges > 0) {
                ranges(i, ranges);
            }
        }
    }

    /** Sorted and joined where they touch, as Yjs writes them. */
    private void ranges(int i, int count) {
        int[][] ranges = new int[count][];
        int next = 0;
        for (int r = update.deleteFirst[i]; r < update.deleteFirst[i + 1]; r++) {
            if (!deletes.idle.get(r)) {
                ranges[next++] = new int[] {update.rangeClock[r], update.rangeClock[r] + update.rangeLength[r]};
            }
        }
        if (!deletes.sorted) {
            Arrays.sort(ranges, Comparator.comparingInt(range -> range[0]));
        }
        int last = 0;
        for (int r = 1; r < count; r++) {
            if (ranges[r][0] <= ranges[last][1]) {
                ranges[last][1] = Math.max(ranges[last][1], ranges[r][1]);
            } else {
                ranges[++last] = ranges[r];
            }
        }
        out.writeVarUint(update.deleteClient[i]).writeVarUint(last + 1L);
        for (int r = 0; r <= last; r++) {
            out.writeVarUint(ranges[r][0]).writeVarUint(ranges[r][1] - ranges[r][0]);
        }
    }

    private int effective(int i) {
        int from = update.deleteFirst[i];
        int to = update.deleteFirst[i + 1];
        return to - from - deletes.idle.get(from, to).cardinality();
    }
}
