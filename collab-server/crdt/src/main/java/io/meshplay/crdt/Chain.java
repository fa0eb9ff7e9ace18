package io.meshplay.crdt;

import org.jspecify.annotations.Nullable;

/**
 * The items of one list: the sequence of a shared type, or all values that one of its keys ever had (the last one counts). A key is
 * known to its parent as long as its list holds something.
 */
final class Chain {
    final SharedType parent;
    final @Nullable String key;
    final Touched place;

    @Nullable Item first;

    @Nullable Item last;

    int size;

    Chain(SharedType parent, @Nullable String key, Touched place) {
        this.parent = parent;
        this.key = key;
        this.place = place;
    }

    /** Puts an item behind another, or first when there is none. */
    void link(Item item, @Nullable Item left) {
        if (size == 0 && key != null) {
            parent.keys.put(key, this);
        }
        Item right = left == null ? first : left.right;
        item.chain = this;
        join(left, item);
        join(item, right);
        size++;
    }

    /** Takes an item out. */
    void unlink(Item item) {
        join(item.left, item.right);
        size--;
        if (size == 0 && key != null) {
            parent.keys.remove(key);
        }
    }

    private void join(@Nullable Item left, @Nullable Item right) {
        if (left == null) {
            first = right;
        } else {
            left.right = right;
        }
        if (right == null) {
            last = left;
        } else {
            right.left = left;
        }
    }
}
