package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;
import org.jspecify.annotations.Nullable;

/** The fields of one struct of a checked update; one instance is moved from struct to struct. */
final class StructHeader {
    static final long NONE = -1;

    final byte[] bytes;
    private final Lib0Reader in;
    int offset = -1;
    int ref;
    long originClient;
    int originClock;
    long rightClient;
    int rightClock;
    long parentClient;
    int parentClock;

    @Nullable String root;

    @Nullable String key;

    /** Behind origins, parent and key. */
    int placeTo;

    /** Where the content starts; behind the length of a string, behind the count of an array. */
    int contentFrom;

    StructHeader(byte[] bytes) {
        this.bytes = bytes;
        this.in = new Lib0Reader(bytes);
    }

    boolean explicitParent() {
        return originClient == NONE && rightClient == NONE;
    }

    void read(int at) {
        if (at == offset) {
            return;
        }
        try {
            readChecked(at);
        } catch (MalformedException e) {
            throw new IllegalStateException("a checked update does not read", e);
        }
    }

    private void readChecked(int at) throws MalformedException {
        offset = at;
        in.seek(at);
        int info = in.readByte();
        ref = info & 0x1f;
        originClient = NONE;
        rightClient = NONE;
        parentClient = NONE;
        root = null;
        key = null;
        if (ref != Ref.GC && ref != Ref.SKIP) {
            place(info);
        }
        placeTo = in.offset();
        contentFrom = placeTo;
        if (ref == Ref.STRING || ref == Ref.ANY) {
            in.readVarUint();
            contentFrom = in.offset();
        }
    }

    private void place(int info) throws MalformedException {
        if ((info & Ref.HAS_ORIGIN) != 0) {
            originClient = in.readVarUint();
            originClock = (int) in.readVarUint();
        }
        if ((info & Ref.HAS_RIGHT_ORIGIN) != 0) {
            rightClient = in.readVarUint();
            rightClock = (int) in.readVarUint();
        }
        if (!explicitParent()) {
            return;
        }
        if (in.readVarUint() == 1) {
            root = in.readString();
        } else {
            parentClient = in.readVarUint();
            parentClock = (int) in.readVarUint();
        }
        if ((info & Ref.HAS_KEY) != 0) {
            key = in.readString();
        }
    }

    /** The type reference of a struct that holds a type. */
    int typeKind() {
        return bytes[contentFrom];
    }
}
