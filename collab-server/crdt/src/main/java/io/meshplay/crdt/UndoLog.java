package io.meshplay.crdt;

import java.util.Arrays;

/** What one offer changed, in order, so that it can be taken back in reverse or settled. */
final class UndoLog {
    private static final byte INTEGRATED = 0;
    private static final byte SPLIT = 1;
    private static final byte DELETED = 2;

    private Item[] items = new Item[8];
    private byte[] changes = new byte[8];
    private int size;

    int size() {
        return size;
    }

    Item item(int index) {
        return items[index];
    }

    boolean deleted(int index) {
        return changes[index] == DELETED;
    }

    boolean integrated(int index) {
        return changes[index] == INTEGRATED;
    }

    /** An item came at the end of its client, and into a chain unless it is GC. */
    void integrated(Item item) {
        add(INTEGRATED, item);
    }

    /** An item lost its second part to the one that follows it. */
    void split(Item left) {
        add(SPLIT, left);
    }

    /** An item was marked deleted; its content is still there. */
    void deleted(Item item) {
        add(DELETED, item);
    }

    /** Takes every change back, the last one first. */
    void undo() {
        while (size > 0) {
            size--;
            Item item = items[size];
            switch (changes[size]) {
                case INTEGRATED -> {
                    item.client.removeLast();
                    Chain chain = item.chain;
                    if (chain != null) {
                        chain.unlink(item);
                    }
                }
                case SPLIT -> Splits.rejoin(item);
                default -> item.deleted = false;
            }
        }
    }

    private void add(byte change, Item item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
            changes = Arrays.copyOf(changes, size * 2);
        }
        items[size] = item;
        changes[size] = change;
        size++;
    }
}
