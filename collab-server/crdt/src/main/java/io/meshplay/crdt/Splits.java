package io.meshplay.crdt;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;
import io.meshplay.crdt.lib0.Utf8;

/** Splitting an item in two and joining the parts again. */
final class Splits {
    private Splits() {}

    /** Cuts the clocks from {@code at} on off an item and returns the new item that holds them. */
    static Item split(Item left, int at) {
        int offset = at - left.clock;
        Item right = new Item(left.client, at, left.length - offset, left.kind);
        right.deleted = left.deleted;
        right.origin = left.client;
        right.originClock = at - 1;
        right.rightOrigin = left.rightOrigin;
        right.rightOriginClock = left.rightOriginClock;
        right.scanned = left.scanned;
        splitContent(left, right, offset);
        left.length = offset;
        left.client.insertSplit(right);
        Chain chain = left.chain;
        if (chain != null) {
            chain.link(right, left);
        }
        return right;
    }

    private static void splitContent(Item left, Item right, int offset) {
        right.bytes = left.bytes;
        right.to = left.to;
        right.tailBroken = left.tailBroken;
        right.growable = left.growable;
        left.tailBroken = false;
        left.growable = false;
        int cut = cut(left, offset);
        right.from = cut;
        if (left.kind == Ref.STRING && splitsPair(left, offset, cut)) {
            left.tailBroken = true;
            right.headBroken = true;
            right.from = cut + 4;
        }
        left.to = cut;
    }

    /** Leaves out the first units of content that was not integrated yet; the item's clocks are those of the rest already. */
    static void dropHead(Item item, int units) {
        if (item.kind == Ref.ANY) {
            item.from = elementOffset(item.bytes, item.from, item.to, units);
            return;
        }
        int cut = Utf8.offsetOfUnit(item.bytes, item.from, item.to, units);
        item.headBroken = splitsPair(item, units, cut);
        item.from = item.headBroken ? cut + 4 : cut;
    }

    /** Byte offset of a unit of a string or of an element of an array; the start of the pair for the second half of a pair. */
    static int cut(Item item, int offset) {
        if (item.kind == Ref.STRING) {
            int unit = item.headBroken ? offset - 1 : offset;
            return ascii(item)
                    ? item.from + unit
                    : Math.min(item.to, Utf8.offsetOfUnit(item.bytes, item.from, item.to, unit));
        }
        return item.kind == Ref.ANY ? elementOffset(item.bytes, item.from, item.to, offset) : item.to;
    }

    private static boolean splitsPair(Item left, int offset, int cut) {
        if (cut >= left.to || (left.bytes[cut] & 0xf8) != 0xf0) {
            return false;
        }
        int unit = left.headBroken ? offset - 1 : offset;
        return Utf8.unitsOfChecked(left.bytes, left.from, cut) < unit;
    }

    /** Whether each unit is one byte, so that no search is needed. */
    static boolean ascii(Item item) {
        return !item.headBroken && !item.tailBroken && item.to - item.from == item.length;
    }

    static int elementOffset(byte[] bytes, int from, int to, int index) {
        Lib0Reader in = new Lib0Reader(bytes, from, to);
        try {
            for (int i = 0; i < index; i++) {
                in.skipAny(Integer.MAX_VALUE);
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("checked content does not read", e);
        }
        return in.offset();
    }

    /** Undoes the split of an item and the one that follows it. */
    static void rejoin(Item left) {
        Item right = left.client.find(left.end());
        left.client.removeJoined(right);
        left.length += right.length;
        left.to = right.to;
        left.tailBroken = right.tailBroken;
        left.growable = right.growable;
        Chain chain = left.chain;
        if (chain != null) {
            chain.unlink(right);
        }
    }
}
