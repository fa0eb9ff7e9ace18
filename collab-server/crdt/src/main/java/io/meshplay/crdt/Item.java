package io.meshplay.crdt;

import org.jspecify.annotations.Nullable;

/**
 * A run of clocks of one client: live content in a chain, deleted content in a chain, or GC, which stands in no chain.
 *
 * <p>The content is a slice of bytes of an update, not a copy. Strings and arrays can be split; a pair of surrogates that was split
 * counts as U+FFFD on both sides, as in Yjs.
 */
final class Item {
    static final byte[] NO_BYTES = {};

    final ClientStructs client;
    final int clock;
    int length;
    byte kind;
    boolean deleted;

    /** The first unit is the second half of a split pair and stands for U+FFFD; it is not in the slice. */
    boolean headBroken;

    /** The last unit is the first half of a split pair and stands for U+FFFD; it is not in the slice. */
    boolean tailBroken;

    /** The bytes behind the slice belong to this item alone, so that a neighbour can be appended in place. */
    boolean growable;

    @Nullable ClientStructs origin;

    int originClock;

    @Nullable ClientStructs rightOrigin;

    int rightOriginClock;

    @Nullable Item left;

    @Nullable Item right;

    @Nullable Chain chain;

    byte[] bytes = NO_BYTES;
    int from;
    int to;

    @Nullable SharedType type;

    /** Where GC once stood, null when it came as GC. */
    @Nullable Touched place;

    /** Number of the conflict scan step that saw this item last. */
    int scanned;

    Item(ClientStructs client, int clock, int length, int kind) {
        this.client = client;
        this.clock = clock;
        this.length = length;
        this.kind = (byte) kind;
    }

    int end() {
        return clock + length;
    }

    boolean gc() {
        return kind == Ref.GC;
    }

    /** Whether the content can still be seen by somebody. */
    boolean live() {
        return !deleted && kind != Ref.GC;
    }

    @Nullable Touched place() {
        return chain == null ? place : chain.place;
    }

    /** Whether the first clock names the given origin. */
    boolean hasOrigin(@Nullable ClientStructs other, int otherClock) {
        return origin == other && (other == null || originClock == otherClock);
    }

    boolean hasRightOrigin(@Nullable ClientStructs other, int otherClock) {
        return rightOrigin == other && (other == null || rightOriginClock == otherClock);
    }

    /** Forgets everything but the clocks. */
    void becomeGc() {
        place = place();
        kind = Ref.GC;
        deleted = true;
        chain = null;
        left = null;
        right = null;
        origin = null;
        rightOrigin = null;
        type = null;
        dropContent();
    }

    void dropContent() {
        bytes = NO_BYTES;
        from = 0;
        to = 0;
        headBroken = false;
        tailBroken = false;
        growable = false;
    }
}
