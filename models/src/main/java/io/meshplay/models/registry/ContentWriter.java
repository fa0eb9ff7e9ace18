package io.meshplay.models.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.Deflater;

/** Appends contents to a file, each once, deflated. Any thread. */
final class ContentWriter {
    private final FileChannel file;
    private final ReentrantLock appending = new ReentrantLock();
    private final Map<Digest, Slot> slots = new ConcurrentHashMap<>();
    private final ThreadLocal<Deflater> deflaters = ThreadLocal.withInitial(() -> new Deflater(4));
    private long end;

    ContentWriter(FileChannel file, long start) {
        this.file = file;
        this.end = start;
    }

    /**
     * Where a content stands.
     *
     * @param offset in the file
     * @param packedBytes how much of the file it takes
     * @param bytes how long it is
     */
    record Slot(long offset, int packedBytes, int bytes) {
        private static final Slot PENDING = new Slot(0, 0, 0);
    }

    /**
     * Keeps a content.
     *
     * @return its name; it stands in the file when all writers are done
     * @throws UncheckedIOException when the disk fails, which is no fault of the content
     */
    Digest put(byte[] content) {
        Digest digest = Digest.of(content);
        if (slots.putIfAbsent(digest, Slot.PENDING) == null) {
            byte[] packed = deflated(content);
            appending.lock();
            try {
                slots.put(digest, new Slot(end, packed.length, content.length));
                write(packed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                appending.unlock();
            }
        }
        return digest;
    }

    Map<Digest, Slot> slots() {
        return slots;
    }

    long end() {
        return end;
    }

    /** Caller holds the lock, or is the last one. */
    void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            end += file.write(left, end);
        }
    }

    private byte[] deflated(byte[] content) {
        Deflater deflater = deflaters.get();
        deflater.reset();
        deflater.setInput(content);
        deflater.finish();
        byte[] packed = new byte[Math.max(64, content.length / 4)];
        int length = 0;
        while (!deflater.finished()) {
            if (length == packed.length) {
                packed = Arrays.copyOf(packed, packed.length * 2);
            }
            length += deflater.deflate(packed, length, packed.length - length);
        }
        return Arrays.copyOf(packed, length);
    }
}
