package io.meshplay.collab.sim;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordPage;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A store at the other end of a network, as one process sees it: calls and answers take their time, overtake each other,
 * get lost, and may be done after the caller has given up or died.
 */
final class DistantStore implements Store {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Store store;
    private final VirtualTime time;
    private final SimulatedProcess process;
    private final Weather weather;

    /** {@code store}: answers at once; it stands for the far end */
    DistantStore(Store store, VirtualTime time, SimulatedProcess process, Weather weather) {
        this.store = store;
        this.time = time;
        this.process = process;
        this.weather = weather;
    }

    private <T> Future<T> far(String what, Supplier<Future<T>> call) {
        Promise<T> promise = Promise.promise();
        Weather.Fate fate = weather.fate();
        time.note(process.name() + ": " + what + " goes " + fate);
        switch (fate) {
            case REFUSED -> process.after(weather.toStore(), () -> giveUp(promise));
            case REQUEST_LOST -> process.after(PATIENCE, () -> giveUp(promise));
            case ANSWER_LOST -> {
                time.after(weather.toStore(), () -> {
                    // done there, and nobody hears of it
                    var _ = call.get();
                });
                process.after(PATIENCE, () -> giveUp(promise));
            }
            case WELL -> {
                process.after(PATIENCE, () -> giveUp(promise));
                time.after(weather.toStore(), () -> {
                    Future<T> done = call.get();
                    process.after(weather.toStore(), () -> answer(done, promise));
                });
            }
        }
        return promise.future();
    }

    private static <T> void giveUp(Promise<T> promise) {
        promise.tryFail(new StoreException.Unavailable("no answer from the store", null));
    }

    private static <T> void answer(Future<T> done, Promise<T> promise) {
        if (!done.isComplete()) {
            throw new IllegalStateException("the far end does not answer at once");
        }
        if (done.succeeded()) {
            promise.tryComplete(done.result());
        } else {
            promise.tryFail(done.cause());
        }
    }

    @Override
    public Journal journal() {
        Journal journal = store.journal();
        return new Journal() {
            @Override
            public Future<Void> append(List<JournalEntry> batch) {
                JournalEntry first = batch.getFirst();
                String what = "append " + first.designId() + " " + first.sequence() + "-"
                        + batch.getLast().sequence() + " token " + first.fencingToken();
                return far(what, () -> journal.append(batch));
            }

            @Override
            public Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax) {
                return far("read", () -> journal.read(designId, afterSequence, entriesMax));
            }

            @Override
            public Future<Long> lastSequence(String designId) {
                return far("lastSequence", () -> journal.lastSequence(designId));
            }

            @Override
            public Future<Void> trim(String designId, long belowSequence) {
                return far("trim", () -> journal.trim(designId, belowSequence));
            }
        };
    }

    @Override
    public Checkpoints checkpoints() {
        Checkpoints checkpoints = store.checkpoints();
        return new Checkpoints() {
            @Override
            public Future<Void> put(Checkpoint checkpoint) {
                return far("checkpoint", () -> checkpoints.put(checkpoint));
            }

            @Override
            public Future<Optional<Checkpoint>> get(String designId) {
                return far("checkpoint?", () -> checkpoints.get(designId));
            }

            @Override
            public Future<Void> delete(String designId) {
                return far("forget", () -> checkpoints.delete(designId));
            }
        };
    }

    @Override
    public Records records() {
        Records records = store.records();
        return new Records() {
            @Override
            public Future<Optional<StoredRecord>> get(RecordCollection collection, String id) {
                return far("record? " + id, () -> records.get(collection, id));
            }

            @Override
            public Future<Long> put(RecordCollection collection, String id, long expectedRevision, byte[] json) {
                return far(
                        "record " + collection.name() + " " + id + " at " + expectedRevision,
                        () -> records.put(collection, id, expectedRevision, json));
            }

            @Override
            public Future<Void> delete(RecordCollection collection, String id, long expectedRevision) {
                return far("unrecord " + id, () -> records.delete(collection, id, expectedRevision));
            }

            @Override
            public Future<RecordPage> find(RecordQuery query) {
                return far("find " + query.collection().name(), () -> records.find(query));
            }
        };
    }

    @Override
    public long fencingToken() {
        return store.fencingToken();
    }

    @Override
    public Future<Void> probe() {
        return far("probe", store::probe);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
