package io.meshplay.collab.store;

import org.jspecify.annotations.Nullable;

/** The store could not do what was asked; the subclass says whether a retry can help. */
public abstract sealed class StoreException extends RuntimeException {
    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Gone, locked, full or failing: worth a retry with back-off. */
    public static final class Unavailable extends StoreException {
        /**
         * Names what failed and what to do.
         *
         * @param message one line for the log
         * @param cause what the driver said
         */
        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Somebody else was first: a sequence, a revision or a newer fencing token is stored already. */
    public static final class Conflict extends StoreException {
        /**
         * Names both sides.
         *
         * @param message one line
         */
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** Stored bytes are damaged; a retry does not help and nothing may be made of them. */
    public static final class Corrupt extends StoreException {
        /**
         * Names the place.
         *
         * @param message one line
         * @param cause what found it, if anything
         */
        public Corrupt(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The store cannot be opened by this program: newer format, held by another process, not writable. */
    public static final class Refused extends StoreException {
        /**
         * Names the reason and what to do.
         *
         * @param message one line for the user
         * @param cause what the driver said, if anything
         */
        public Refused(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
