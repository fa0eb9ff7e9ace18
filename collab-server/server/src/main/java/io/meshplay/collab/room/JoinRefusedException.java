package io.meshplay.collab.room;

/** A join was granted and yet refused by the room. */
public final class JoinRefusedException extends RuntimeException {
    private final SessionEnd end;

    /** Refuses in the way that {@code end} says. */
    public JoinRefusedException(SessionEnd end) {
        super(end.code(), null, false, false);
        this.end = end;
    }

    /** {@return how the client is told} */
    public SessionEnd end() {
        return end;
    }
}
