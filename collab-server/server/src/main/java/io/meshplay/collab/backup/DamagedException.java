package io.meshplay.collab.backup;

/** A backup or a store is damaged: nothing may be made of it. */
public final class DamagedException extends RuntimeException {
    DamagedException(String message) {
        super(message);
    }
}
