package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Tells the listener of changes what the design has become, a while after an edit. Confined to the room's event loop. */
@EventLoop
final class ChangeNotice {
    private final String designId;
    private final RoomLoop loop;
    private final Supplier<Future<byte[]>> projection;
    private boolean scheduled;

    ChangeNotice(String designId, RoomLoop loop, Supplier<Future<byte[]>> projection) {
        this.designId = designId;
        this.loop = loop;
        this.projection = projection;
    }

    /** Something is durable; a room that closes before the notice is due tells nothing. */
    void announce() {
        if (!scheduled) {
            scheduled = true;
            loop.turns().after(loop.limits().changeQuiet(), () -> {
                scheduled = false;
                projection.get().onSuccess(json -> loop.changed(designId, json));
            });
        }
    }
}
