package io.meshplay.collab.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store whose calls are timed and whose failures are counted, whatever the adapter: {@code meshplay.store.calls} and
 * {@code meshplay.store.failures}. Any thread.
 */
public final class MeteredStore implements Store {
    private final Store store;
    private final Meters meters;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private final Records records;

    /** Counts the calls of {@code store}, which this one closes with itself. */
    public MeteredStore(Store store, MeterRegistry registry) {
        this.store = store;
        this.meters = new Meters(registry, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        this.journal = new MeteredJournal(store.journal(), meters);
        this.checkpoints = new MeteredCheckpoints(store.checkpoints(), meters);
        this.records = new MeteredRecords(store.records(), meters);
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public long fencingToken() {
        return store.fencingToken();
    }

    @Override
    public Future<Void> probe() {
        return meters.of("probe", store::probe);
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }

    /** The meters, made when a call or a failure is first seen. */
    private record Meters(
            MeterRegistry registry, Map<String, Timer> timers, Map<String, Map<String, Counter>> failures) {
        <T extends @Nullable Object> Future<T> of(String call, Supplier<Future<T>> work) {
            long started = System.nanoTime();
            return work.get().onComplete(done -> {
                timers.computeIfAbsent(call, this::timer).record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
                if (done.failed()) {
                    failures.computeIfAbsent(call, _ -> new ConcurrentHashMap<>())
                            .computeIfAbsent(kind(done.cause()), kind -> failure(call, kind))
                            .increment();
                }
            });
        }

        private Timer timer(String call) {
            return Timer.builder("meshplay.store.calls")
                    .description("from a call of the store to its answer")
                    .tag("call", call)
                    .register(registry);
        }

        private Counter failure(String call, String kind) {
            return registry.counter("meshplay.store.failures", "call", call, "kind", kind);
        }

        private static String kind(@Nullable Throwable failure) {
            return switch (failure) {
                case StoreException.Unavailable _ -> "unavailable";
                case StoreException.Conflict _ -> "conflict";
                case StoreException.Corrupt _ -> "corrupt";
                case StoreException.Refused _ -> "refused";
                case null, default -> "other";
            };
        }
    }

    private record MeteredJournal(Journal journal, Meters meters) implements Journal {
        @Override
        public Future<Void> append(List<JournalEntry> batch) {
            return meters.of("append", () -> journal.append(batch));
        }

        @Override
        public Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax) {
            return meters.of("read", () -> journal.read(designId, afterSequence, entriesMax));
        }

        @Override
        public Future<Long> lastSequence(String designId) {
            return meters.of("lastSequence", () -> journal.lastSequence(designId));
        }

        @Override
        public Future<Void> trim(String designId, long belowSequence) {
            return meters.of("trim", () -> journal.trim(designId, belowSequence));
        }
    }

    private record MeteredCheckpoints(Checkpoints checkpoints, Meters meters) implements Checkpoints {
        @Override
        public Future<Void> put(Checkpoint checkpoint) {
            return meters.of("checkpointPut", () -> checkpoints.put(checkpoint));
        }

        @Override
        public Future<Optional<Checkpoint>> get(String designId) {
            return meters.of("checkpointGet", () -> checkpoints.get(designId));
        }

        @Override
        public Future<Void> delete(String designId) {
            return meters.of("checkpointDelete", () -> checkpoints.delete(designId));
        }
    }

    private record MeteredRecords(Records records, Meters meters) implements Records {
        @Override
        public Future<Optional<StoredRecord>> get(RecordCollection collection, String id) {
            return meters.of("recordGet", () -> records.get(collection, id));
        }

        @Override
        public Future<Long> put(RecordCollection collection, String id, long expectedRevision, byte[] json) {
            return meters.of("recordPut", () -> records.put(collection, id, expectedRevision, json));
        }

        @Override
        public Future<Void> delete(RecordCollection collection, String id, long expectedRevision) {
            return meters.of("recordDelete", () -> records.delete(collection, id, expectedRevision));
        }

        @Override
        public Future<RecordPage> find(RecordQuery query) {
            return meters.of("recordFind", () -> records.find(query));
        }
    }
}
