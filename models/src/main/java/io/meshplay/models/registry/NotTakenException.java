package io.meshplay.models.registry;

/** A file holds no definition; the message says why, for people. */
final class NotTakenException extends Exception {
    private static final long serialVersionUID = 1L;

    NotTakenException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
