package io.meshplay.collab.room;

import io.meshplay.crdt.DecodeLimits;

/** What a room lets itself read of its own checkpoint and journal: they were within the limits when they came. */
final class OwnState {
    private static final int BYTES_MAX = 1 << 30;

    static final DecodeLimits LIMITS = DecodeLimits.DEFAULTS.withUpdateBytesMax(BYTES_MAX);

    private OwnState() {}
}
