package io.meshplay.crdt;

import java.util.Arrays;
import java.util.Objects;

/** Makes an offer final: forgets deleted content, turns what stood below deleted types into GC and joins neighbours, as Yjs does. */
final class Settling {
    private static final int GROWN_BYTES_MIN = 32;

    /** Longer runs are not copied to append to them, so that nobody can make each keystroke copy a long text. */
    private static final int COPIED_BYTES_MAX = 32 << 10;

    private final Structure structure;
    private final UndoLog changes;

    /** Whether the slices of new items may keep the whole update alive. */
    private final boolean keepBytes;

    Settling(Structure structure, UndoLog changes, boolean keepBytes) {
        this.structure = structure;
        this.changes = changes;
        this.keepBytes = keepBytes;
    }

    void settle() {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.deleted(i)) {
                forget(changes.item(i));
            } else if (changes.integrated(i) && !keepBytes) {
                own(changes.item(i));
            }
        }
        for (int i = 0; i < changes.size(); i++) {
            joinNeighbours(changes.item(i));
        }
    }

    private static void own(Item item) {
        if (item.to > item.from) {
            item.bytes = Arrays.copyOfRange(item.bytes, item.from, item.to);
            item.to -= item.from;
            item.from = 0;
        }
    }

    private static void forget(Item item) {
        SharedType type = item.type;
        if (type != null) {
            collect(type);
        }
        if (!item.gc()) {
            item.kind = Ref.DELETED;
            item.type = null;
            item.dropContent();
        }
    }

    /** Everything below a deleted type becomes GC, what was deleted before included; nested types are in the log themselves. */
    private static void collect(SharedType type) {
        collect(type.sequence);
        for (Chain chain : type.keys.values()) {
            collect(chain);
        }
        type.keys.clear();
    }

    private static void collect(Chain chain) {
        Item item = chain.first;
        while (item != null) {
            Item next = item.right;
            SharedType nested = item.type;
            item.becomeGc();
            // Its own entry in the log still has to find what stands below it.
            item.type = nested;
            item = next;
        }
        chain.first = null;
        chain.last = null;
        chain.size = 0;
    }

    private void joinNeighbours(Item item) {
        if (item.length == 0) {
            return;
        }
        if (item.gc()) {
            item.type = null;
        }
        Item survivor = item;
        Item before = item.client.before(item);
        if (before != null && joins(before, item)) {
            join(before, item);
            survivor = before;
        }
        Item after = survivor.client.after(survivor);
        if (after != null && joins(survivor, after)) {
            join(survivor, after);
        }
    }

    private static boolean joins(Item left, Item right) {
        if (left.kind != right.kind || left.deleted != right.deleted) {
            return false;
        }
        if (left.gc()) {
            return Objects.equals(left.place, right.place);
        }
        boolean divisible = left.kind == Ref.DELETED
                || (left.kind == Ref.STRING && !left.tailBroken && !right.headBroken)
                || left.kind == Ref.ANY;
        return divisible
                && (left.growable || left.to - left.from <= COPIED_BYTES_MAX)
                && left.right == right
                && right.hasOrigin(left.client, left.end() - 1)
                && right.hasRightOrigin(left.rightOrigin, left.rightOriginClock);
    }

    private void join(Item left, Item right) {
        left.client.removeJoined(right);
        Chain chain = left.chain;
        if (chain != null) {
            chain.unlink(right);
            append(left, right);
        }
        left.length += right.length;
        right.length = 0;
        structure.structs--;
    }

    @SuppressWarnings("ReferenceEquality") // one array, not equal ones
    private static void append(Item left, Item right) {
        int bytes = right.to - right.from;
        if (left.growable && left.bytes.length - left.to >= bytes) {
            System.arraycopy(right.bytes, right.from, left.bytes, left.to, bytes);
        } else if (left.bytes == right.bytes && left.to == right.from && bytes > 0) {
            // Two slices of one array side by side: what a split left.
            left.growable = right.growable;
        } else if (bytes > 0) {
            int size = left.to - left.from;
            byte[] grown = new byte[Math.max(GROWN_BYTES_MIN, (size + bytes) * 2)];
            System.arraycopy(left.bytes, left.from, grown, 0, size);
            System.arraycopy(right.bytes, right.from, grown, size, bytes);
            left.bytes = grown;
            left.from = 0;
            left.to = size;
            left.growable = true;
        }
        left.to += bytes;
        left.tailBroken = right.tailBroken;
    }
}
