package io.meshplay.models.archive;

import java.io.IOException;

/** An archive is damaged, or beyond a limit: the rest of it is not read. The message says why, for people. */
public final class ArchiveRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** A refusal with its reason. */
    public ArchiveRefusedException(Why why, String reason) {
        super(reason);
        this.why = why;
    }

    /** {@return what is wrong} */
    public Why why() {
        return why;
    }

    /** {@return the reason} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
