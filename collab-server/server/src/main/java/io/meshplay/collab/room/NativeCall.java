package io.meshplay.collab.room;

import java.util.List;

/**
 * What a worker's thread is doing at this moment. Nothing can interrupt it: {@link NativeWatch} looks how long it takes.
 *
 * @param task what was asked for
 * @param designId of which design
 * @param fromSequence first journal sequence that is applied, inclusive; 0 if none is
 * @param toSequence the last one, inclusive
 * @param input the bytes that are read, not copied; nobody writes to them
 * @param startedNanos when it began, as of {@link System#nanoTime}
 * @param thread who does it
 */
record NativeCall(
        NativeTask task,
        String designId,
        long fromSequence,
        long toSequence,
        List<byte[]> input,
        long startedNanos,
        Thread thread) {
    long inputBytes() {
        return input.stream().mapToLong(bytes -> bytes.length).sum();
    }
}
