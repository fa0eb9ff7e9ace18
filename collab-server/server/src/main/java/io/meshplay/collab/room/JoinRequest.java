package io.meshplay.collab.room;

import io.meshplay.collab.wire.Framing;
import org.jspecify.annotations.Nullable;

/**
 * One client that wants to join a design.
 *
 * @param designId the design
 * @param token the share link's token, if any
 * @param framing how messages to it are framed
 * @param durable whether it wants durable messages (y-websocket framing only)
 * @param epoch the history line that its copy stems from, if it declares one
 * @param peer its socket
 */
public record JoinRequest(
        String designId,
        @Nullable String token,
        Framing framing,
        boolean durable,
        @Nullable String epoch,
        Peer peer) {}
