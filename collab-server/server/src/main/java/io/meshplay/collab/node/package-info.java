/**
 * Many nodes: a port of their own with a shared secret, sessions proxied to the owner of their design by frames, and the
 * server's questions and edits routed there. Door: {@code ClusterNode}.
 */
@NullMarked
package io.meshplay.collab.node;

import org.jspecify.annotations.NullMarked;
