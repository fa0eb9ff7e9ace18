package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Writer;

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
        out.writeVarUint(end - first);
        out.writeVarUint(update.sectionClient[section]);
        out.writeVarUint(sections.firstNewClock[section]);
        int clock = sections.firstNewClock[section];
        for (int index = first; index < end; index++) {
            int to = update.structEnd(section, index);
            int trimmed = index == first ? clock - update.clockOf(section, first) : 0;
            if (sections.turnedGc.get(index)) {
                out.writeByte(Ref.GC).writeVarUint(update.structLength[index] - trimmed);
            } else if (trimmed == 0) {
                out.writeRaw(update.bytes, update.structOffset[index], to);
            } else {
                rest(update.sectionClient[section], clock, index, trimmed, to);
            }
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
        int kept = update.bytes[header.offset] & (Ref.HAS_RIGHT_ORIGIN | Ref.HAS_KEY);
        out.writeByte(header.ref | Ref.HAS_ORIGIN | kept).writeVarUint(client).writeVarUint(clock - 1L);
        if (header.rightClient != StructHeader.NONE) {
            out.writeVarUint(header.rightClient).writeVarUint(header.rightClock);
        }
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

    private void deletes() {
        int count = 0;
        for (int i = 0; i < update.deleteCount; i++) {
            count += effective(i) > 0 ? 1 : 0;
        }
        out.writeVarUint(count);
        for (int i = 0; i < update.deleteCount; i++) {
            int ranges = effective(i);
            if (ranges == 0) {
                continue;
            }
            out.writeVarUint(update.deleteClient[i]).writeVarUint(ranges);
            for (int r = update.deleteFirst[i]; r < update.deleteFirst[i + 1]; r++) {
                if (!deletes.idle.get(r)) {
                    out.writeVarUint(update.rangeClock[r]).writeVarUint(update.rangeLength[r]);
                }
            }
        }
    }

    private int effective(int i) {
        int from = update.deleteFirst[i];
        int to = update.deleteFirst[i + 1];
        return to - from - deletes.idle.get(from, to).cardinality();
    }
}
