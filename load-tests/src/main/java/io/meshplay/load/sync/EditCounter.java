package io.meshplay.load.sync;

import io.vertx.core.buffer.Buffer;

/**
 * Reads what {@link KeyEdits} can become on its way: counts the edits in an update, however the server merged them. It
 * is not a decoder of Yjs updates in general.
 */
final class EditCounter {
    private static final int GARBAGE = 0;
    private static final int DELETED = 1;
    private static final int ANY = 8;
    private static final int SKIP = 10;
    private static final int ANY_STRING = 119;

    private final Buffer buffer;
    private int at;

    EditCounter(Buffer buffer, int at) {
        this.buffer = buffer;
        this.at = at;
    }

    long varUint() {
        var value = 0L;
        for (var shift = 0; ; shift += 7) {
            var octet = buffer.getByte(at++);
            value |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return value;
            }
        }
    }

    void skipString() {
        skip(varUint());
    }

    private void skip(long length) {
        at += (int) length;
    }

    /** Counts the edits of the update that starts here. */
    long edits() {
        var edits = 0L;
        for (var clients = varUint(); clients > 0; clients--) {
            var structs = varUint();
            varUint();
            varUint();
            for (; structs > 0; structs--) {
                edits += struct();
            }
        }
        return edits;
    }

    private long struct() {
        var info = buffer.getByte(at++) & 0xFF;
        var kind = info & 0x1F;
        if (kind == GARBAGE) {
            return varUint();
        }
        if (kind == SKIP) {
            varUint();
            return 0;
        }
        skipPlace(info);
        return switch (kind) {
            case DELETED -> varUint();
            case ANY -> anyValues();
            default -> throw new IllegalStateException("not an edit of the bench: content " + kind);
        };
    }

    private void skipPlace(int info) {
        for (var bit : new int[] {0x80, 0x40}) {
            if ((info & bit) != 0) {
                varUint();
                varUint();
            }
        }
        if ((info & 0xC0) == 0) {
            var named = varUint() == 1;
            if (named) {
                skipString();
            } else {
                varUint();
                varUint();
            }
            if ((info & 0x20) != 0) {
                skipString();
            }
        }
    }

    private long anyValues() {
        var count = varUint();
        for (var i = 0L; i < count; i++) {
            var type = buffer.getByte(at++);
            if (type == ANY_STRING) {
                skipString();
            } else {
                varUint();
            }
        }
        return count;
    }
}
