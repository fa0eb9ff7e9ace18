package io.meshplay.collab.presence;

/// What things are called in Redis.
///
/// | key | type | holds | lives |
/// |---|---|---|---|
/// | `nodes` | set | every node that has said that it lives | until a reader finds the node's own key gone |
/// | `node:NODE` | string | the start of this life of the node, in milliseconds | 5 s after the last heartbeat |
/// | `on:NODE:DESIGN` | hash | client id → milliseconds, a blank, the awareness state | 15 s after the last write or
/// renewal |
/// | `who:NODE` | hash | design id → who is on it, in short | 15 s after the last heartbeat |
/// | `route:DESIGN` | string | a routing hint | 30 s |
/// | `news` | channel | a [Bulletin] as JSON | |
///
/// A key that names its node has one writer, so that two owners of one design, before and after a take-over, never undo
/// each other's writes.
///
/// @param prefix what each begins with
/// @param self this node in this life: its id and something random
record Keys(String prefix, String self) {
    String nodes() {
        return prefix + "nodes";
    }

    String node(String node) {
        return prefix + "node:" + node;
    }

    String on(String node, String designId) {
        return prefix + "on:" + node + ":" + designId;
    }

    String who(String node) {
        return prefix + "who:" + node;
    }

    String route(String designId) {
        return prefix + "route:" + designId;
    }

    String news() {
        return prefix + "news";
    }
}
