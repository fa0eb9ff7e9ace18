package io.meshplay.crdt.lib0;

/** Bytes that are not the encoding they claim to be; carries the place and no stack trace, because senders can cause it at will. */
public class MalformedException extends Exception {
    private final int offset;
    private final String what;

    /**
     * Names the place and the fault.
     *
     * @param offset byte offset of the fault in the bytes given to the reader
     * @param what one short phrase, without any of the sender's bytes
     */
    public MalformedException(int offset, String what) {
        super(what + " at byte " + offset, null, false, false);
        this.offset = offset;
        this.what = what;
    }

    /** Byte offset of the fault in the bytes given to the reader. */
    public int offset() {
        return offset;
    }

    /** The fault in one short phrase. */
    public String what() {
        return what;
    }
}
