package io.meshplay.collab.wire;

/**
 * What a client says, in either framing. Arrays are copies of the frame's bytes and belong to the message; what is
 * inside them (updates, vectors, awareness) is not decoded yet.
 */
public sealed interface ClientMessage {
    /** Asks for what the client lacks. {@code stateVector}: encoded */
    record SyncStep1(byte[] stateVector) implements ClientMessage {}

    /** What the server lacked, in answer to its step 1. {@code update}: v1 */
    record SyncStep2(byte[] update) implements ClientMessage {}

    /** A live edit. {@code update}: v1 */
    record Update(byte[] update) implements ClientMessage {}

    /** Presence of one or more clients. {@code awareness}: encoded awareness update */
    record Awareness(byte[] awareness) implements ClientMessage {}

    /** Asks for everybody's presence. */
    record QueryAwareness() implements ClientMessage {}

    /**
     * Authenticates one document of a Hocuspocus socket.
     *
     * @param token the token; may be empty
     * @param providerVersion what a 4.x provider says of itself; empty from older ones
     */
    record Auth(String token, String providerVersion) implements ClientMessage {}

    /** A message for the application. {@code payload}: text */
    record Stateless(String payload) implements ClientMessage {}

    /** Leaves one document of a Hocuspocus socket. */
    record Leave() implements ClientMessage {}

    /** A type that this server does not know; ignored and counted. {@code type}: as sent */
    record Unknown(long type) implements ClientMessage {}
}
