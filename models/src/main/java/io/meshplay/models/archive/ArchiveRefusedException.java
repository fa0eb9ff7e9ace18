package io.meshplay.models.archive;

import java.io.IOException;

/** An archive is damaged, or beyond a limit: the rest of it is not read. The message says why, for people. */
public final class ArchiveRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A refusal with its reason. */
    public ArchiveRefusedException(String reason) {
        super(reason);
    }

    /** {@return the reason} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
