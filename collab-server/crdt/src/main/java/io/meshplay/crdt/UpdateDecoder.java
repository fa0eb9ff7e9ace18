package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.HashSet;
import java.util.Set;

/** Checks the whole syntax of a Yjs v1 update and notes where its structs and delete ranges stand. Pure; any thread. */
public final class UpdateDecoder {
    static final long CLIENT_MAX = 0xffff_ffffL;
    static final long CLOCK_MAX = Integer.MAX_VALUE;

    private static final int SECTION_BYTES_MIN = 5;
    private static final int STRUCT_BYTES_MIN = 2;
    private static final int RANGE_BYTES_MIN = 2;
    private static final int CLIENT_RANGES_BYTES_MIN = 2;

    private final Lib0Reader in;
    private final DecodeLimits limits;
    private final DecodedUpdate.Index index;

    private UpdateDecoder(byte[] update, DecodeLimits limits) {
        this.in = new Lib0Reader(update);
        this.limits = limits;
        this.index = new DecodedUpdate.Index(update);
    }

    /**
     * Decodes one update; the answer keeps a reference to the bytes, which must not change afterwards.
     *
     * @throws MalformedException when the bytes are refused for themselves; {@link Refusal#of} names the reason
     */
    public static DecodedUpdate decode(byte[] update, DecodeLimits limits) throws MalformedException {
        require("updateBytes", update.length, limits.updateBytesMax());
        UpdateDecoder decoder = new UpdateDecoder(update, limits);
        try {
            decoder.sections();
            decoder.deletes();
            decoder.in.expectEnd();
        } catch (MalformedException fault) {
            throw named(fault);
        }
        return new DecodedUpdate(decoder.index);
    }

    /** The fault, or a refusal with a code of its own. */
    private static MalformedException named(MalformedException fault) {
        return switch (fault.what()) {
            case Lib0Reader.LONE_SURROGATE -> unsupported(Refusal.Feature.LONE_SURROGATE, fault.offset());
            case Lib0Reader.PROTOTYPE_KEY -> unsupported(Refusal.Feature.PROTOTYPE_KEY, fault.offset());
            case Lib0Reader.SMALL_BIG_INT -> unsupported(Refusal.Feature.SMALL_BIG_INT, fault.offset());
            default -> fault;
        };
    }

    private void sections() throws MalformedException {
        int count = in.readCount(SECTION_BYTES_MIN);
        require("clients", count, limits.clientsMax());
        Clients seen = new Clients();
        for (int i = 0; i < count; i++) {
            section(seen);
        }
    }

    private void section(Clients seen) throws MalformedException {
        int start = in.offset();
        int count = in.readCount(STRUCT_BYTES_MIN);
        if (count == 0) {
            throw new MalformedException(start, "a section without structs");
        }
        require("structs", (long) index.structCount + count, limits.structsMax());
        long client = seen.read(in);
        int clock = (int) in.readVarUint(CLOCK_MAX);
        index.addSection(client, clock);
        for (int i = 0; i < count; i++) {
            int offset = in.offset();
            int length = struct();
            index.addStruct(offset, length);
            clock = advance(clock, length, offset);
        }
        index.endSection(in.offset());
    }

    private static int advance(int clock, int length, int offset) throws MalformedException {
        if (length > CLOCK_MAX - clock) {
            throw new MalformedException(offset, "a clock above its limit");
        }
        return clock + length;
    }

    private int struct() throws MalformedException {
        int start = in.offset();
        int info = in.readByte();
        int ref = info & 0x1f;
        if (ref == Ref.GC || ref == Ref.SKIP) {
            if (info != ref) {
                throw new MalformedException(start, "flags on a GC or Skip");
            }
            return length();
        }
        if ((info & Ref.HAS_ORIGIN) != 0) {
            id();
        }
        if ((info & Ref.HAS_RIGHT_ORIGIN) != 0) {
            id();
        }
        if ((info & (Ref.HAS_ORIGIN | Ref.HAS_RIGHT_ORIGIN)) == 0) {
            parent((info & Ref.HAS_KEY) != 0);
        }
        return content(ref, start);
    }

    private void parent(boolean keyed) throws MalformedException {
        if (in.readVarUint(1) == 1) {
            int start = in.offset();
            in.skipString();
            require("rootNameBytes", in.offset() - start - 1, limits.rootNameBytesMax());
        } else {
            id();
        }
        if (keyed) {
            key();
        }
    }

    private void key() throws MalformedException {
        int start = in.offset();
        in.skipString();
        require("keyBytes", in.offset() - start - 1, limits.keyBytesMax());
    }

    private void id() throws MalformedException {
        in.readVarUint(CLIENT_MAX);
        in.readVarUint(CLOCK_MAX - 1);
    }

    private int length() throws MalformedException {
        int start = in.offset();
        return positive((int) in.readVarUint(CLOCK_MAX), start);
    }

    private static int positive(int length, int start) throws MalformedException {
        if (length == 0) {
            throw new MalformedException(start, "a length of zero");
        }
        return length;
    }

    private int content(int ref, int start) throws MalformedException {
        switch (ref) {
            case Ref.DELETED -> {
                return length();
            }
            case Ref.BINARY -> in.skipBytes();
            case Ref.STRING -> {
                return positive(in.skipString(), in.offset() - 1);
            }
            case Ref.EMBED -> in.skipJson(limits.valueDepthMax());
            case Ref.FORMAT -> {
                key();
                in.skipJson(limits.valueDepthMax());
            }
            case Ref.TYPE -> type();
            case Ref.ANY -> {
                return any();
            }
            case Ref.DOCUMENT -> subdocument();
            case Ref.JSON -> throw unsupported(Refusal.Feature.CONTENT_JSON, start);
            default -> throw unsupported(Refusal.Feature.CONTENT, start);
        }
        return 1;
    }

    private int any() throws MalformedException {
        int start = in.offset();
        int count = positive(in.readCount(1), start);
        for (int i = 0; i < count; i++) {
            in.skipAny(limits.valueDepthMax());
        }
        return count;
    }

    private void type() throws MalformedException {
        int start = in.offset();
        long ref = in.readVarUint();
        if (ref == Ref.TYPE_XML_HOOK) {
            throw unsupported(Refusal.Feature.XML_HOOK, start);
        }
        if (ref > Ref.TYPE_XML_TEXT) {
            throw unsupported(Refusal.Feature.TYPE, start);
        }
        if (ref == Ref.TYPE_XML_ELEMENT) {
            key();
        }
    }

    private void subdocument() throws MalformedException {
        in.skipString();
        int start = in.offset();
        // Yjs reads fields of the options, so anything but an object makes it throw.
        if (in.readByte() != Ref.ANY_OBJECT) {
            throw new MalformedException(start, "options of a subdocument that are no object");
        }
        in.seek(start);
        in.skipAny(limits.valueDepthMax());
    }

    private void deletes() throws MalformedException {
        int count = in.readCount(CLIENT_RANGES_BYTES_MIN);
        require("clients", count, limits.clientsMax());
        Clients seen = new Clients();
        for (int i = 0; i < count; i++) {
            long client = seen.read(in);
            int ranges = in.readCount(RANGE_BYTES_MIN);
            require("ranges", (long) index.rangeCount + ranges, limits.rangesMax());
            index.addDeletes(client);
            for (int r = 0; r < ranges; r++) {
                int start = in.offset();
                int clock = (int) in.readVarUint(CLOCK_MAX);
                int length = length();
                advance(clock, length, start);
                index.addRange(clock, length);
            }
        }
    }

    private static RefusedException unsupported(Refusal.Feature feature, int offset) {
        return new RefusedException(new Refusal.Unsupported(feature, offset));
    }

    private static void require(String what, long value, long limit) throws RefusedException {
        if (value > limit) {
            throw new RefusedException(new Refusal.TooLarge(what, value, limit));
        }
    }

    /** The client ids of one list, each at most once. */
    private static final class Clients {
        private long first = -1;
        private final Set<Long> more = new HashSet<>(0);

        long read(Lib0Reader in) throws MalformedException {
            int start = in.offset();
            long client = in.readVarUint(CLIENT_MAX);
            if (first < 0) {
                first = client;
            } else if (client == first || !more.add(client)) {
                throw new MalformedException(start, "a client twice");
            }
            return client;
        }
    }
}
