/** WebSockets: the handshake, both framings' sockets on their event loops, and what bounds them. Door: {@code Sockets}. */
@NullMarked
package io.meshplay.collab.socket;

import org.jspecify.annotations.NullMarked;
