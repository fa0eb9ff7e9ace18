package io.meshplay.crdt.fuzz;

import io.meshplay.crdt.lib0.Lib0Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An update in the making, every field open to change; writes what it holds, sense or nonsense. */
final class Draft {
    static final int ORIGIN = 0x80;
    static final int RIGHT = 0x40;
    static final int KEY = 0x20;

    final List<Section> sections = new ArrayList<>();
    final List<Deletes> deletes = new ArrayList<>();
    /** Added to the declared counts: a lie when not 0. */
    int countLie;

    record Id(long client, long clock) {
        Id plus(long more) {
            return new Id(client, clock + more);
        }
    }

    static final class Section {
        long client;
        long clock;
        final List<Struct> structs = new ArrayList<>();

        Section(long client, long clock) {
            this.client = client;
            this.clock = clock;
        }
    }

    static final class Struct {
        int info;

        @Nullable Id origin;

        @Nullable Id right;

        @Nullable Id parent;

        byte @Nullable [] root;
        byte @Nullable [] key;
        /** Behind the header: a length, or the content. */
        byte[] content = {};
        /** In clocks. */
        long length = 1;

        int ref() {
            return info & 0x1f;
        }

        Struct copy() {
            Struct copy = new Struct();
            copy.info = info;
            copy.origin = origin;
            copy.right = right;
            copy.parent = parent;
            copy.root = root;
            copy.key = key;
            copy.content = content;
            copy.length = length;
            return copy;
        }
    }

    static final class Deletes {
        long client;
        final List<Id> ranges = new ArrayList<>();

        Deletes(long client) {
            this.client = client;
        }
    }

    /** Deletes a range; the id's clock is where it starts. */
    void delete(Id from, long length) {
        Deletes of = deletes.stream()
                .filter(one -> one.client == from.client())
                .findFirst()
                .orElse(null);
        if (of == null) {
            of = new Deletes(from.client());
            deletes.add(of);
        }
        of.ranges.add(new Id(from.clock(), length));
    }

    byte[] write() {
        Lib0Writer out = new Lib0Writer();
        out.writeVarUint(sections.size());
        for (Section section : sections) {
            out.writeVarUint(Math.max(0, section.structs.size() + countLie));
            write(new Id(section.client, section.clock), out);
            section.structs.forEach(struct -> write(struct, out));
        }
        out.writeVarUint(deletes.size());
        for (Deletes of : deletes) {
            out.writeVarUint(of.client).writeVarUint(of.ranges.size());
            of.ranges.forEach(range -> write(range, out));
        }
        return out.toBytes();
    }

    private static void write(Struct struct, Lib0Writer out) {
        out.writeByte(struct.info);
        if (struct.ref() != 0 && struct.ref() != 10) {
            if ((struct.info & ORIGIN) != 0) {
                write(struct.origin, out);
            }
            if ((struct.info & RIGHT) != 0) {
                write(struct.right, out);
            }
            if ((struct.info & (ORIGIN | RIGHT)) == 0) {
                parent(struct, out);
            }
        }
        out.writeRaw(struct.content, 0, struct.content.length);
    }

    private static void parent(Struct struct, Lib0Writer out) {
        if (struct.root != null) {
            out.writeVarUint(1).writeBytes(struct.root);
        } else {
            out.writeVarUint(0);
            write(struct.parent, out);
        }
        if ((struct.info & KEY) != 0) {
            byte[] key = struct.key;
            out.writeBytes(key == null ? new byte[] {'k'} : key);
        }
    }

    private static void write(@Nullable Id id, Lib0Writer out) {
        // Sums of edge values may have overflowed.
        out.writeVarUint(id == null ? 1 : id.client() & Long.MAX_VALUE)
                .writeVarUint(id == null ? 0 : id.clock() & Long.MAX_VALUE);
    }
}
