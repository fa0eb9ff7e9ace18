package io.meshplay.collab.socket;

import java.util.Locale;

/** What a socket speaks. */
enum SocketKind {
    /** The y-websocket framing. */
    SYNC,
    /** The Hocuspocus framing. */
    COLLAB,
    /** Another node's, for one proxied session. */
    LINK;

    /** {@return its name in the metrics} */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
