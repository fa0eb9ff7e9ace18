package io.meshplay.collab.room;

import io.meshplay.collab.store.Store;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Loads designs the way a room does, gatekeeper and native code included, and keeps nothing. */
@AnyThread
public final class DesignCheck implements AutoCloseable {
    private final RoomLoader loader;
    private final NativeWorker worker;

    /** Reads from a store. {@code scratch}: a directory for the black box, that no server uses */
    public DesignCheck(Vertx vertx, Store store, Path scratch) {
        this.loader = new RoomLoader(store, RoomLimits.DEFAULTS);
        Turns turns = new VertxTurns(vertx, vertx.getOrCreateContext());
        this.worker = NativeWorker.start(turns, "native-check", Rooms.blackBox(scratch, 0));
    }

    /**
     * What a design is when it is loaded.
     *
     * @param epoch its history line; null if it has none
     * @param sequence its newest sequence
     * @param damagedAt the first sequence that cannot be used, 0 if none
     */
    public record Found(@Nullable String epoch, long sequence, long damagedAt) {}

    /** {@return what a design is; fails with {@link io.meshplay.collab.store.StoreException} if nothing can be read} */
    public Future<Found> check(String designId) {
        return loader.load(designId, new Ownership.Claim(0, false), worker, List.of())
                .compose(loaded -> worker.run(NativeTask.CLOSE, designId, () -> {
                    loaded.document().close();
                    return new Found(loaded.epoch(), loaded.sequence(), loaded.damagedAt());
                }));
    }

    /** {@return the payload of a journal entry with which a new history line begins} */
    public static byte[] newHistory(String epoch) {
        return JournalCodec.encode(new JournalCodec.Birth(epoch));
    }

    @Override
    public void close() {
        worker.close();
    }
}
