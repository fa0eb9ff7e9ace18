package io.meshplay.crdt;

import java.util.Arrays;

/**
 * One update whose syntax was checked: its bytes and, in parallel arrays, where the structs and delete ranges stand in them.
 * Contents are not copied. Immutable.
 */
public final class DecodedUpdate {
    private final Index index;

    DecodedUpdate(Index index) {
        this.index = index;
    }

    /** Structs in the update, those that are known included. */
    public int structCount() {
        return index.structCount;
    }

    /** Delete ranges in the update. */
    public int rangeCount() {
        return index.rangeCount;
    }

    /** Size of the update in bytes. */
    public int bytes() {
        return index.bytes.length;
    }

    Index index() {
        return index;
    }

    /** The arrays; filled by the decoder, read-only afterwards. */
    static final class Index {
        final byte[] bytes;

        int sectionCount;
        long[] sectionClient = new long[1];
        int[] sectionClock = new int[1];
        int[] sectionFirst = new int[2];
        int[] sectionEnd = new int[1];

        int structCount;
        int[] structOffset = new int[2];
        int[] structLength = new int[2];

        int deleteCount;
        long[] deleteClient = new long[1];
        int[] deleteFirst = new int[2];

        int rangeCount;
        int[] rangeClock = new int[2];
        int[] rangeLength = new int[2];

        Index(byte[] bytes) {
            this.bytes = bytes;
        }

        void addSection(long client, int clock) {
            if (sectionCount == sectionClient.length) {
                int capacity = sectionCount * 2;
                sectionClient = Arrays.copyOf(sectionClient, capacity);
                sectionClock = Arrays.copyOf(sectionClock, capacity);
                sectionFirst = Arrays.copyOf(sectionFirst, capacity + 1);
                sectionEnd = Arrays.copyOf(sectionEnd, capacity);
            }
            sectionClient[sectionCount] = client;
            sectionClock[sectionCount] = clock;
            sectionFirst[sectionCount] = structCount;
            sectionCount++;
        }

        /** Closes the last section; {@code offset} is where its last struct ends. */
        void endSection(int offset) {
            sectionFirst[sectionCount] = structCount;
            sectionEnd[sectionCount - 1] = offset;
        }

        /** Behind the last byte of a struct. */
        int structEnd(int section, int index) {
            return index + 1 < sectionFirst[section + 1] ? structOffset[index + 1] : sectionEnd[section];
        }

        /** First clock of a struct; costs a walk from the start of its section. */
        int clockOf(int section, int index) {
            int clock = sectionClock[section];
            for (int i = sectionFirst[section]; i < index; i++) {
                clock += structLength[i];
            }
            return clock;
        }

        void addStruct(int offset, int length) {
            if (structCount == structOffset.length) {
                structOffset = Arrays.copyOf(structOffset, structCount * 2);
                structLength = Arrays.copyOf(structLength, structCount * 2);
            }
            structOffset[structCount] = offset;
            structLength[structCount] = length;
            structCount++;
        }

        void addDeletes(long client) {
            if (deleteCount == deleteClient.length) {
                deleteClient = Arrays.copyOf(deleteClient, deleteCount * 2);
                deleteFirst = Arrays.copyOf(deleteFirst, deleteCount * 2 + 1);
            }
            deleteClient[deleteCount] = client;
            deleteFirst[deleteCount] = rangeCount;
            deleteCount++;
            deleteFirst[deleteCount] = rangeCount;
        }

        void addRange(int clock, int length) {
            if (rangeCount == rangeClock.length) {
                rangeClock = Arrays.copyOf(rangeClock, rangeCount * 2);
                rangeLength = Arrays.copyOf(rangeLength, rangeCount * 2);
            }
            rangeClock[rangeCount] = clock;
            rangeLength[rangeCount] = length;
            rangeCount++;
            deleteFirst[deleteCount] = rangeCount;
        }
    }
}
