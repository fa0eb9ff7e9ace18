package io.meshplay.collab.node;

/** A node could not be asked, or is not the owner; nothing has happened there, and another try is harmless. */
final class LinkFailedException extends RuntimeException {
    LinkFailedException(String message) {
        super(message, null, false, false);
    }
}
