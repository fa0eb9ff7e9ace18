package io.meshplay.crdt;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All structs of one client in the order of their clocks, without holes: a list of short arrays, so that a split moves few entries.
 * Finding costs O(log n).
 */
final class ClientStructs {
    private static final int CHUNK_MAX = 256;

    final long id;
    private Item[][] chunks = new Item[1][];
    private int[] sizes = new int[1];
    private int chunkCount;
    private int clock;

    ClientStructs(long id) {
        this.id = id;
    }

    /** The first unknown clock. */
    int clock() {
        return clock;
    }

    void append(Item item) {
        assert item.clock == clock : "hole: " + item.clock + " after " + clock;
        if (chunkCount == 0 || sizes[chunkCount - 1] == CHUNK_MAX) {
            insertChunk(chunkCount, new Item[chunkCount == 0 ? 4 : 32], 0);
        }
        insert(chunkCount - 1, sizes[chunkCount - 1], item);
        clock = item.end();
    }

    /** Takes the last item away again. */
    Item removeLast() {
        Item last = chunks[chunkCount - 1][sizes[chunkCount - 1] - 1];
        removeAt(chunkCount - 1, sizes[chunkCount - 1] - 1);
        clock = last.clock;
        return last;
    }

    /** The item that holds a known clock. */
    Item find(int wanted) {
        assert wanted >= 0 && wanted < clock : wanted + " of " + clock;
        int c = chunkOf(wanted);
        return chunks[c][slotOf(c, wanted)];
    }

    /** The item that begins at a clock, null behind the last one. */
    @Nullable Item after(Item item) {
        return item.end() < clock ? find(item.end()) : null;
    }

    @Nullable Item before(Item item) {
        return item.clock > 0 ? find(item.clock - 1) : null;
    }

    /** Adds the second part of a split item, whose clocks are inside already. */
    void insertSplit(Item right) {
        int c = chunkOf(right.clock - 1);
        int slot = slotOf(c, right.clock - 1) + 1;
        if (sizes[c] == CHUNK_MAX) {
            int half = CHUNK_MAX / 2;
            insertChunk(c + 1, Arrays.copyOfRange(chunks[c], half, CHUNK_MAX), CHUNK_MAX - half);
            Arrays.fill(chunks[c], half, CHUNK_MAX, null);
            sizes[c] = half;
            if (slot > half) {
                c++;
                slot -= half;
            }
        }
        insert(c, slot, right);
    }

    /** Removes an item whose clocks went to the one before it. */
    void removeJoined(Item right) {
        // The one before it may hold these clocks already, so the search must compare first clocks only.
        int c = chunkOf(right.clock);
        int slot = slotOf(c, right.clock);
        assert chunks[c][slot] == right;
        removeAt(c, slot);
    }

    void forEach(Consumer<Item> action) {
        for (int c = 0; c < chunkCount; c++) {
            for (int slot = 0; slot < sizes[c]; slot++) {
                action.accept(chunks[c][slot]);
            }
        }
    }

    private int chunkOf(int wanted) {
        int low = 0;
        int high = chunkCount - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunks[middle][0].clock <= wanted) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private int slotOf(int c, int wanted) {
        Item[] chunk = chunks[c];
        int low = 0;
        int high = sizes[c] - 1;
        if (chunk[high].clock <= wanted) {
            return high;
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunk[middle].clock <= wanted) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void insert(int c, int slot, Item item) {
        if (sizes[c] == chunks[c].length) {
            chunks[c] = Arrays.copyOf(chunks[c], Math.min(CHUNK_MAX, sizes[c] * 2));
        }
        Item[] chunk = chunks[c];
        System.arraycopy(chunk, slot, chunk, slot + 1, sizes[c] - slot);
        chunk[slot] = item;
        sizes[c]++;
    }

    @SuppressWarnings("NullAway") // slots behind the size are never read
    private void removeAt(int c, int slot) {
        Item[] chunk = chunks[c];
        sizes[c]--;
        System.arraycopy(chunk, slot + 1, chunk, slot, sizes[c] - slot);
        chunk[sizes[c]] = null;
        if (sizes[c] == 0) {
            chunkCount--;
            System.arraycopy(chunks, c + 1, chunks, c, chunkCount - c);
            System.arraycopy(sizes, c + 1, sizes, c, chunkCount - c);
            chunks[chunkCount] = null;
        }
    }

    private void insertChunk(int c, Item[] chunk, int size) {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
            sizes = Arrays.copyOf(sizes, chunkCount * 2);
        }
        System.arraycopy(chunks, c, chunks, c + 1, chunkCount - c);
        System.arraycopy(sizes, c, sizes, c + 1, chunkCount - c);
        chunks[c] = chunk;
        sizes[c] = size;
        chunkCount++;
    }
}
