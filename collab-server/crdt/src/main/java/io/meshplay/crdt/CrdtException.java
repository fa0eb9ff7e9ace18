package io.meshplay.crdt;

/** Why a native document did not do what it was asked. */
public final class CrdtException extends RuntimeException {
    /** What happened, and so what the caller may still do with the document. */
    public enum Kind {
        /** The input was refused; the document is as it was. */
        REFUSED,
        /** Native code panicked in this call; the document is poisoned from here on. */
        PANICKED,
        /** An earlier call broke the document: discard it and rebuild it from the store. */
        POISONED,
        /** The document was closed. */
        CLOSED
    }

    private final Kind kind;

    CrdtException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Native code names the kind by its ordinal: the order of {@link Kind} and of the Rust enum are one. */
    CrdtException(int kind, String message) {
        this(Kind.values()[kind], message);
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }
}
