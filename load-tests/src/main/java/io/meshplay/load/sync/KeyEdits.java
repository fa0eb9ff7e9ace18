package io.meshplay.load.sync;

/**
 * Successive Yjs updates (v1) of one client that sets one key of the root map {@code views} to 0, 1, 2 …, byte for byte
 * as yjs writes them: each names the value before it as its origin and deletes it. One edit is one struct of length 1.
 */
public final class KeyEdits {
    private static final int REF_ANY = 8;
    private static final int HAS_ORIGIN = 0x80;
    private static final int HAS_KEY = 0x20;
    private static final int ANY_INTEGER = 125;
    private static final int ANY_STRING = 119;

    private final long clientId;
    private final String key;
    private final String filler;
    private long clock;

    /** The edits of one client to one key, from 0 on. */
    public KeyEdits(long clientId, String key) {
        this(clientId, key, "");
    }

    /** With a {@code filler} the value is that text instead of a number: larger edits. */
    KeyEdits(long clientId, String key, String filler) {
        this.clientId = clientId;
        this.key = key;
        this.filler = filler;
    }

    /** The next edit. */
    public byte[] next() {
        var update = new Lib0().varUint(1).varUint(1).varUint(clientId).varUint(clock);
        if (clock == 0) {
            update.octet(REF_ANY | HAS_KEY).varUint(1).string("views").string(key);
        } else {
            update.octet(REF_ANY | HAS_KEY | HAS_ORIGIN).varUint(clientId).varUint(clock - 1);
        }
        if (filler.isEmpty()) {
            update.varUint(1).octet(ANY_INTEGER).varInt(clock);
        } else {
            update.varUint(1).octet(ANY_STRING).string(filler);
        }
        if (clock == 0) {
            update.varUint(0);
        } else {
            update.varUint(1).varUint(clientId).varUint(1).varUint(clock - 1).varUint(1);
        }
        clock++;
        return update.toBytes();
    }
}
