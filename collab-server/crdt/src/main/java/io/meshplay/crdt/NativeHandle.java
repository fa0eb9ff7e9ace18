package io.meshplay.crdt;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The address of one native document, freed once: by an explicit close, or by the cleaner when it was forgotten. */
final class NativeHandle implements Runnable {
    private static final AtomicInteger OPEN = new AtomicInteger();
    private static final AtomicInteger LEAKED = new AtomicInteger();

    private final long address;
    private final AtomicBoolean freed = new AtomicBoolean();

    NativeHandle(long clientId, String[] mapRoots) {
        this.address = Native.create(clientId, mapRoots);
        OPEN.incrementAndGet();
    }

    /** The address while it is valid. */
    long address() {
        if (freed.get()) {
            throw new CrdtException(CrdtException.Kind.CLOSED, "the document is closed");
        }
        return address;
    }

    @Override
    public void run() {
        if (freed.compareAndSet(false, true)) {
            boolean clean = Native.free(address);
            OPEN.decrementAndGet();
            if (!clean) {
                LEAKED.incrementAndGet();
            }
        }
    }

    static int openCount() {
        return OPEN.get();
    }

    static int leakedCount() {
        return LEAKED.get();
    }
}
