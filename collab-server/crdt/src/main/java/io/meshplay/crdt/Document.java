package io.meshplay.crdt;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A Yjs document held by native code, and the whole native surface of this module (rules: docs/spec/document.md).
 *
 * <p>One thread at a time: the owner confines it. A forgotten document is freed by a {@link Cleaner}; closing it is
 * still the owner's duty, because native memory does not press on the garbage collector. Arrays that come in are
 * copied by native code and arrays that go out belong to the caller. Every method but {@link #close} throws
 * {@link CrdtException}.
 */
public final class Document implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final NativeHandle handle;
    private final Cleaner.Cleanable cleanable;

    private Document(NativeHandle handle) {
        this.handle = handle;
        this.cleanable = CLEANER.register(this, handle);
    }

    /**
     * An empty document that collects garbage, counts text in UTF-16 units and knows its roots as maps.
     *
     * @param clientId who {@link #edit} writes as, from 0 to 2^32 - 1
     * @param mapRoots the roots that are Y.Maps, in the order in which they are projected
     */
    public static Document open(long clientId, List<String> mapRoots) {
        return new Document(new NativeHandle(clientId, mapRoots.toArray(String[]::new)));
    }

    /** Applies v1 updates that the gatekeeper has passed, in order; when one cannot be read, none is applied. */
    public void apply(List<byte[]> updates) {
        byte[][] batch = updates.toArray(byte[][]::new);
        call(address -> {
            Native.apply(address, batch);
            return batch;
        });
    }

    /** The encoded state vector, v1. */
    public byte[] stateVector() {
        return call(Native::stateVector);
    }

    /** What a peer with that state vector lacks, as a v1 update; costs O(document), for its delete set. */
    public byte[] diff(byte[] stateVector) {
        return call(address -> Native.diff(address, stateVector));
    }

    /** The whole document as one v1 update. */
    public byte[] state() {
        return call(Native::state);
    }

    /** One v1 update that does what these do together; needs no document. */
    public static byte[] merge(List<byte[]> updates) {
        return Native.merge(updates.toArray(byte[][]::new));
    }

    /** The declared roots as UTF-8 JSON, {@code {"meta":{…},"components":{…}}}, keys sorted below the roots. */
    public byte[] project() {
        return call(Native::project);
    }

    /**
     * Does a list of JSON operations in one transaction, all or none.
     *
     * @param operations UTF-8 JSON, as docs/spec/document.md describes it
     * @return the v1 update of exactly this transaction; two zero bytes when it changes nothing
     */
    public byte[] edit(byte[] operations) {
        return call(address -> Native.edit(address, operations));
    }

    /** The encoded Yjs snapshot, v1: delete set and state vector. */
    public byte[] snapshot() {
        return call(Native::snapshot);
    }

    /** Frees the native document; a poisoned one is leaked on purpose. Closing twice does nothing. */
    @Override
    public void close() {
        cleanable.clean();
    }

    /** How many native documents are open in this process. */
    public static int openCount() {
        return NativeHandle.openCount();
    }

    /** How many poisoned documents this process has leaked. */
    public static int leakedCount() {
        return NativeHandle.leakedCount();
    }

    private <T> T call(LongFunction<T> function) {
        try {
            return function.apply(handle.address());
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
