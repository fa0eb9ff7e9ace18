package io.meshplay.collab.room;

/** Why the server ends a session. */
public enum SessionEnd {
    /** No such design. */
    UNKNOWN_DESIGN(4404, "unknownDesign", "There is no such design: check the address."),
    /** The design was deleted. */
    DELETED(4404, "designDeleted", "The design was deleted: restore it to go on."),
    /** The token is unknown, revoked or expired. */
    UNAUTHORISED(4401, "unauthorised", "The link is not valid any more: ask for a new one."),
    /** The token is for another design. */
    FORBIDDEN(4403, "forbidden", "The link does not open this design."),
    /** Too many malformed messages. */
    MALFORMED(4422, "malformed", "The client sends messages that no Yjs client sends: update or repair it."),
    /** The client's copy stems from another history of the design. */
    EPOCH_DIFFERS(
            4409, "epochDiffers", "This copy is of another history of the design: export it and open the design anew."),
    /** The room is full, the store is away, the session lags or the server stops. */
    TRY_AGAIN(1013, "tryAgain", "Try again in a moment.");

    private final int closeCode;
    private final String code;
    private final String whatToDo;

    SessionEnd(int closeCode, String code, String whatToDo) {
        this.closeCode = closeCode;
        this.code = code;
        this.whatToDo = whatToDo;
    }

    /** {@return the WebSocket close code where the socket carries this session alone} */
    public int closeCode() {
        return closeCode;
    }

    /** {@return the stable code} */
    public String code() {
        return code;
    }

    /** {@return one line for a person} */
    public String whatToDo() {
        return whatToDo;
    }

    /** {@return whether a client that obeys the 4400–4499 band stays away} */
    public boolean permanent() {
        return closeCode >= 4400 && closeCode < 4500;
    }

    /** {@return the end of a stable code, {@link #TRY_AGAIN} for one that is not known} */
    public static SessionEnd ofCode(String code) {
        for (SessionEnd end : values()) {
            if (end.code.equals(code)) {
                return end;
            }
        }
        return TRY_AGAIN;
    }

    /** {@return how a refused join is told} */
    public static SessionEnd of(AccessDeniedException.Kind kind) {
        return switch (kind) {
            case UNKNOWN_DESIGN -> UNKNOWN_DESIGN;
            case DELETED -> DELETED;
            case UNAUTHORISED -> UNAUTHORISED;
            case FORBIDDEN -> FORBIDDEN;
        };
    }

    static SessionEnd of(CloseReason reason) {
        return switch (reason) {
            case DELETED -> DELETED;
            case GOING_AWAY -> TRY_AGAIN;
        };
    }
}
