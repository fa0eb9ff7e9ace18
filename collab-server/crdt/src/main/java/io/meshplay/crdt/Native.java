package io.meshplay.crdt;

/** The functions of the library, one to one; every one throws {@link CrdtException} and none checks its handle. */
final class Native {
    static {
        NativeLibrary.load();
    }

    private Native() {}

    static native long create(long clientId, String[] mapRoots);

    /** Frees the document; answers false when it is poisoned, and so leaked: its lists may be cyclic or dangling. */
    static native boolean free(long handle);

    static native void apply(long handle, byte[][] updates);

    static native byte[] stateVector(long handle);

    static native byte[] diff(long handle, byte[] stateVector);

    static native byte[] state(long handle);

    static native byte[] merge(byte[][] updates);

    static native byte[] project(long handle);

    static native byte[] edit(long handle, byte[] operations);

    static native byte[] snapshot(long handle);
}
