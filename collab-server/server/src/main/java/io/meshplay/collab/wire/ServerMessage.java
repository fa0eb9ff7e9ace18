package io.meshplay.collab.wire;

/** What the server says to a session; each framing has its own bytes for it, or none. Arrays must not change afterwards. */
public sealed interface ServerMessage {
    /** What both framings write alike, but for the address in front. */
    sealed interface Shared extends ServerMessage {}

    /** Asks for what the server lacks. {@code stateVector}: encoded */
    record SyncStep1(byte[] stateVector) implements Shared {}

    /** What the client lacked. {@code update}: v1 */
    record SyncStep2(byte[] update) implements Shared {}

    /** Edits of others. {@code update}: v1 */
    record Update(byte[] update) implements Shared {}

    /** Presence of others. {@code awareness}: encoded awareness update */
    record Awareness(byte[] awareness) implements Shared {}

    /** The session may read, or read and write. {@code readOnly}: as granted */
    record Authenticated(boolean readOnly) implements ServerMessage {}

    /** The session was not granted. {@code reason}: for the client */
    record PermissionDenied(String reason) implements ServerMessage {}

    /** One message of this client is on disk, or was refused. {@code durable}: which */
    record SyncStatus(boolean durable) implements ServerMessage {}

    /** A message for the application. {@code payload}: JSON text */
    record Stateless(String payload) implements ServerMessage {}

    /** This document is closed for the session. {@code reason}: for the client */
    record Close(String reason) implements ServerMessage {}

    /**
     * What is on disk, for clients of the y-websocket framing that asked with {@code ?durable=1}.
     *
     * @param sequence the last durable journal sequence
     * @param stateVector the encoded state vector at that sequence
     * @param version grows with every struct and every deletion, which the vector does not show
     * @param acknowledged how many updates and steps 2 of this session are durable
     */
    record Durable(long sequence, byte[] stateVector, long version, long acknowledged) implements ServerMessage {}
}
