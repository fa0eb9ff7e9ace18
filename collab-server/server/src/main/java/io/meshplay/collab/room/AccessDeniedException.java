package io.meshplay.collab.room;

/** A join was refused; the kind says how the client is told. */
public final class AccessDeniedException extends RuntimeException {
    /** Why. */
    public enum Kind {
        /** No such design. */
        UNKNOWN_DESIGN,
        /** The design was deleted. */
        DELETED,
        /** The token is unknown, revoked or expired. */
        UNAUTHORISED,
        /** The token is valid, for another design. */
        FORBIDDEN
    }

    private final Kind kind;

    /** Refuses with a kind and a line for the client. */
    public AccessDeniedException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** {@return why the join was refused} */
    public Kind kind() {
        return kind;
    }
}
