package io.meshplay.collab.presence;

/** The Redis that was named can never do, whatever one waits for: the message is one line that says what to change. */
public final class RedisRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisRefusedException(String message) {
        super(message);
    }
}
