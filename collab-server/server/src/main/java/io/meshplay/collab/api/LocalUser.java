package io.meshplay.collab.api;

/** Who everybody is while there is no sign-in. */
final class LocalUser {
    static final String ID = "local";
    static final String NAME = "Local user";

    private LocalUser() {}
}
