package io.meshplay.models.builtin;

/** Why the models cannot be made, in one line for whoever builds. */
final class NotMadeException extends Exception {
    NotMadeException(String message) {
        super(message);
    }
}
