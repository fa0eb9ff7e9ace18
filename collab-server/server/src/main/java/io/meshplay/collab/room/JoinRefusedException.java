package io.meshplay.collab.room;

/** A join was granted and yet refused by the room. */
public final class JoinRefusedException extends RuntimeException {
    private final SessionEnd end;

    JoinRefusedException(SessionEnd end) {
        super(end.code(), null, false, false);
        this.end = end;
    }

    /** {@return how the client is told} */
    public SessionEnd end() {
        return end;
    }
}
