package io.meshplay.collab.room;

import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Those who wait until a sequence is on disk. Confined to the room's event loop. */
@EventLoop
final class DurableWaits {
    /** {@code patient}: whether it goes on waiting while the store is away */
    private record Wait(long sequence, boolean patient, Promise<Void> promise) {}

    private final List<Wait> waits = new ArrayList<>();

    static StoreException away() {
        return new StoreException.Unavailable("the store is away", null);
    }

    Future<Void> add(long sequence, boolean patient) {
        Promise<Void> promise = Promise.promise();
        waits.add(new Wait(sequence, patient, promise));
        return promise.future();
    }

    void durable(long sequence) {
        takeOut(wait -> wait.sequence() <= sequence)
                .forEach(wait -> wait.promise().complete());
    }

    /** The store is away: who holds others up gives up. */
    void stalled() {
        takeOut(wait -> !wait.patient()).forEach(wait -> wait.promise().fail(away()));
    }

    void closed(String designId) {
        takeOut(_ -> true).forEach(wait -> wait.promise().fail(new RoomClosedException(designId)));
    }

    /** Completing one may add another, so the list is left alone meanwhile. */
    private List<Wait> takeOut(Predicate<Wait> due) {
        List<Wait> taken = waits.stream().filter(due).toList();
        waits.removeAll(taken);
        return taken;
    }
}
