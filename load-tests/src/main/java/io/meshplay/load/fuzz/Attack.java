package io.meshplay.load.fuzz;

import org.jspecify.annotations.Nullable;

/**
 * One thing said to the server.
 *
 * @param kind name for the report
 * @param wire the bytes on the connection
 * @param message what the server then holds as a message; null when there is none, as the frame itself is broken
 */
record Attack(String kind, byte[] wire, byte @Nullable [] message) {
    /** A message in one ordinary frame. */
    static Attack whole(String kind, byte[] message) {
        return new Attack(kind, RawSocket.frame(message), message);
    }

    /** A frame after which the connection is of no more use. */
    static Attack broken(String kind, byte[] wire) {
        return new Attack(kind, wire, null);
    }
}
