package io.meshplay.models.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that are told to a counter as they are read. */
final class CountedStream extends FilterInputStream {
    private final Counter counter;

    /** Takes a number of bytes, and may say that they are too many. */
    interface Counter {
        void add(int bytes) throws ArchiveRefusedException;
    }

    CountedStream(InputStream in, Counter counter) {
        super(in);
        this.counter = counter;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        counter.add(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        counter.add(Math.max(read, 0));
        return read;
    }

    /** Reads, so that what is skipped counts. */
    @Override
    public long skip(long count) throws IOException {
        byte[] ignored = new byte[Math.clamp(count, 0, 8_192)];
        return Math.max(read(ignored, 0, ignored.length), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
