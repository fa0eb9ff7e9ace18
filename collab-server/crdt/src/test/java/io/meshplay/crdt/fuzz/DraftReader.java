package io.meshplay.crdt.fuzz;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.Arrays;

/** Reads an update that is known to be well-formed into a draft. */
final class DraftReader {
    private static final int DEPTH = 64;

    private final byte[] bytes;
    private final Lib0Reader in;

    private DraftReader(byte[] update) {
        this.bytes = update;
        this.in = new Lib0Reader(update);
    }

    static Draft read(byte[] update) {
        try {
            return new DraftReader(update).draft();
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a well-formed update", e);
        }
    }

    private Draft draft() throws MalformedException {
        Draft draft = new Draft();
        for (int left = (int) in.readVarUint(); left > 0; left--) {
            int count = (int) in.readVarUint();
            Draft.Section section = new Draft.Section(in.readVarUint(), in.readVarUint());
            for (int i = 0; i < count; i++) {
                section.structs.add(struct());
            }
            draft.sections.add(section);
        }
        for (int left = (int) in.readVarUint(); left > 0; left--) {
            Draft.Deletes of = new Draft.Deletes(in.readVarUint());
            for (int i = (int) in.readVarUint(); i > 0; i--) {
                of.ranges.add(id());
            }
            draft.deletes.add(of);
        }
        return draft;
    }

    private Draft.Struct struct() throws MalformedException {
        Draft.Struct struct = new Draft.Struct();
        struct.info = in.readByte();
        int ref = struct.ref();
        if (ref != 0 && ref != 10) {
            struct.origin = (struct.info & Draft.ORIGIN) != 0 ? id() : null;
            struct.right = (struct.info & Draft.RIGHT) != 0 ? id() : null;
            if ((struct.info & (Draft.ORIGIN | Draft.RIGHT)) == 0) {
                if (in.readVarUint() == 1) {
                    struct.root = in.readBytes();
                } else {
                    struct.parent = id();
                }
                struct.key = (struct.info & Draft.KEY) != 0 ? in.readBytes() : null;
            }
        }
        int start = in.offset();
        struct.length = content(ref);
        struct.content = Arrays.copyOfRange(bytes, start, in.offset());
        return struct;
    }

    private long content(int ref) throws MalformedException {
        switch (ref) {
            case 0, 1, 10 -> {
                return in.readVarUint();
            }
            case 3, 5 -> in.skipBytes();
            case 4 -> {
                return in.skipString();
            }
            case 6 -> {
                in.skipString();
                in.skipString();
            }
            case 7 -> {
                if (in.readVarUint() == 3) {
                    in.skipString();
                }
            }
            case 8 -> {
                int count = (int) in.readVarUint();
                for (int i = 0; i < count; i++) {
                    in.skipAny(DEPTH);
                }
                return count;
            }
            case 9 -> {
                in.skipString();
                in.skipAny(DEPTH);
            }
            default -> throw in.malformed("content " + ref);
        }
        return 1;
    }

    private Draft.Id id() throws MalformedException {
        return new Draft.Id(in.readVarUint(), in.readVarUint());
    }
}
