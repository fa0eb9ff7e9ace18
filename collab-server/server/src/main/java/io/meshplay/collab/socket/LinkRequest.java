package io.meshplay.collab.socket;

import io.meshplay.collab.wire.Framing;
import org.jspecify.annotations.Nullable;

/**
 * A session that another node proxies to this one.
 *
 * @param designId the design
 * @param token the share link's token, if any
 * @param address the Hocuspocus address of the client's frames; null for the y-websocket framing
 * @param durable whether the client wants durable messages
 * @param epoch the history line that its copy stems from, if it declares one
 */
public record LinkRequest(
        String designId,
        @Nullable String token,
        @Nullable String address,
        boolean durable,
        @Nullable String epoch) {
    Framing framing() {
        return address == null ? new Framing.YWebsocket() : new Framing.Hocuspocus(address);
    }
}
