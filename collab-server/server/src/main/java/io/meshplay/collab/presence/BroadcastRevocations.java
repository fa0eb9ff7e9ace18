package io.meshplay.collab.presence;

import io.meshplay.collab.room.CloseReason;
import io.meshplay.collab.room.LiveDesigns;
import io.vertx.core.Future;

/** Live designs whose revocations the other nodes hear of as well. */
public final class BroadcastRevocations implements LiveDesigns {
    private final LiveDesigns live;
    private final PresenceBoard board;

    /** Passes everything on to {@code live}. */
    public BroadcastRevocations(LiveDesigns live, PresenceBoard board) {
        this.live = live;
        this.board = board;
    }

    @Override
    public Future<byte[]> project(String designId) {
        return live.project(designId);
    }

    @Override
    public Future<Long> edit(String designId, String actor, byte[] operations) {
        return live.edit(designId, actor, operations);
    }

    @Override
    public Future<Void> close(String designId, CloseReason reason) {
        return live.close(designId, reason);
    }

    @Override
    public void revoke(String identity) {
        live.revoke(identity);
        board.revoked(identity);
    }
}
