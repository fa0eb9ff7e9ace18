package io.meshplay.collab.testing;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store in memory that obeys the contract of the real ones, and fails on demand. Any thread. */
public final class MemoryStore implements Store {
    /** What outlives a store: opening another one on the same disk is a restart. */
    public static final class Disk {
        final Map<String, NavigableMap<Long, Stored<JournalEntry>>> entries = new HashMap<>();
        final Map<String, Head> heads = new HashMap<>();
        final Map<String, Stored<Checkpoint>> checkpoints = new HashMap<>();
        final MemoryRecords.Tables records = new MemoryRecords.Tables();
        long fencingToken;

        /** Loses one entry, as a bad disk would. */
        public synchronized void loseEntry(String designId, long sequence) {
            entriesOf(designId).remove(sequence);
        }

        /** Damages one entry. */
        public synchronized void damageEntry(String designId, long sequence) {
            entriesOf(designId).computeIfPresent(sequence, (_, stored) -> new Stored<>(stored.value(), true));
        }

        /** {@return another disk with the same journal and checkpoints: what a crash at this moment leaves} */
        public synchronized Disk copy() {
            Disk copy = new Disk();
            entries.forEach((designId, stored) -> copy.entries.put(designId, new TreeMap<>(stored)));
            copy.heads.putAll(heads);
            copy.checkpoints.putAll(checkpoints);
            copy.fencingToken = fencingToken;
            return copy;
        }

        /** {@return how many entries a design's journal holds} */
        public synchronized int entryCount(String designId) {
            return entriesOf(designId).size();
        }

        /** {@return the sequence of a design's checkpoint, 0 if there is none} */
        public synchronized long checkpointSequence(String designId) {
            Stored<Checkpoint> stored = checkpoints.get(designId);
            return stored == null ? 0 : stored.value().sequence();
        }

        /** {@return who wrote the entries, in order} */
        public synchronized List<String> actors(String designId) {
            return entriesOf(designId).values().stream()
                    .map(stored -> stored.value().actor())
                    .toList();
        }

        /** Damages a design's checkpoint. */
        public synchronized void damageCheckpoint(String designId) {
            checkpoints.computeIfPresent(designId, (_, stored) -> new Stored<>(stored.value(), true));
        }

        NavigableMap<Long, Stored<JournalEntry>> entriesOf(String designId) {
            return entries.computeIfAbsent(designId, _ -> new TreeMap<>());
        }

        Head head(String designId) {
            return heads.getOrDefault(designId, new Head(0, 0));
        }
    }

    record Head(long sequence, long fencingToken) {}

    record Stored<T>(T value, boolean damaged) {
        T verified() {
            if (damaged) {
                throw new StoreException.Corrupt("damaged by the test", null);
            }
            return value;
        }
    }

    private final Supplier<Executor> answers;
    private final Disk disk;
    private final boolean exact;
    /** Where each journal ends as far as this store knows; only used when it is not exact. */
    private final Map<String, Long> known = new HashMap<>();

    private final long fencingToken;
    private volatile boolean closed;
    private volatile @Nullable StoreException fault;
    private final AtomicInteger appendsToFail = new AtomicInteger();
    private final AtomicInteger appendAnswersToLose = new AtomicInteger();
    private final Queue<Runnable> heldAnswers = new ConcurrentLinkedQueue<>();
    private volatile boolean holding;
    private final Queue<Integer> pages = new ConcurrentLinkedQueue<>();

    /**
     * Opens a store on a disk.
     *
     * @param vertx on whose contexts callers are answered
     * @param disk what the last store left there
     */
    public MemoryStore(Vertx vertx, Disk disk) {
        this(() -> contextOf(vertx), disk, true);
    }

    /**
     * Opens a store on a disk.
     *
     * @param answers gives, in the caller's turn, what runs the answer
     * @param disk what the last store left there
     * @param exact whether an append is checked against the newest entry and token; if not, it is an insert under its
     *     first sequence and nothing more, as on a server of documents, where a trimmed place is free again
     */
    public MemoryStore(Supplier<Executor> answers, Disk disk, boolean exact) {
        this.answers = answers;
        this.disk = disk;
        this.exact = exact;
        synchronized (disk) {
            this.fencingToken = ++disk.fencingToken;
        }
    }

    private static Executor contextOf(Vertx vertx) {
        Context context = vertx.getOrCreateContext();
        return work -> context.runOnContext(_ -> work.run());
    }

    /** Lets every call fail with this from here on; null ends the fault. */
    public void fail(@Nullable StoreException failure) {
        this.fault = failure;
    }

    /** Lets so many appends fail before they write anything. */
    public void failAppends(int count) {
        appendsToFail.set(count);
    }

    /** Lets so many appends write and then say that they failed. */
    public void loseAnswers(int count) {
        appendAnswersToLose.set(count);
    }

    /** {@return how many entries each reading of a journal asked for} */
    public List<Integer> pages() {
        return List.copyOf(pages);
    }

    /** Appends write, and say so only when released. */
    public void holdAnswers() {
        holding = true;
    }

    /** Says what was held back. */
    public void release() {
        holding = false;
        for (Runnable answer = heldAnswers.poll(); answer != null; answer = heldAnswers.poll()) {
            answer.run();
        }
    }

    private Future<Void> held(Future<Void> written) {
        if (!holding) {
            return written;
        }
        Executor caller = answers.get();
        Promise<Void> promise = Promise.promise();
        heldAnswers.add(() -> caller.execute(() -> written.onComplete(promise)));
        return promise.future();
    }

    private static boolean spend(AtomicInteger count) {
        return count.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** Runs a call under the disk's lock and answers on the caller's context, never before the caller has its future. */
    <T extends @Nullable Object> Future<T> run(Supplier<T> call) {
        Executor caller = answers.get();
        Promise<T> promise = Promise.promise();
        try {
            StoreException failing = closed ? new StoreException.Unavailable("the store is closed", null) : fault;
            if (failing != null) {
                throw failing;
            }
            T result;
            synchronized (disk) {
                result = call.get();
            }
            caller.execute(() -> promise.complete(result));
        } catch (StoreException e) {
            caller.execute(() -> promise.fail(e));
        }
        return promise.future();
    }

    @Override
    public Journal journal() {
        return new MemoryJournal();
    }

    @Override
    public Checkpoints checkpoints() {
        return new MemoryCheckpoints();
    }

    @Override
    public Records records() {
        return new MemoryRecords(this, disk.records);
    }

    @Override
    public long fencingToken() {
        return fencingToken;
    }

    @Override
    public Future<Void> probe() {
        return run(() -> null);
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }

    private final class MemoryJournal implements Journal {
        @Override
        public Future<Void> append(List<JournalEntry> batch) {
            List<JournalEntry> entries = List.copyOf(batch);
            return held(run(() -> {
                if (spend(appendsToFail)) {
                    throw new StoreException.Unavailable("failed by the test", null);
                }
                if (!exact) {
                    insert(entries);
                    return null;
                }
                Map<String, Head> heads = new HashMap<>();
                for (JournalEntry entry : entries) {
                    String designId = entry.designId();
                    Head head = heads.getOrDefault(designId, disk.head(designId));
                    heads.put(designId, next(head, entry));
                }
                for (JournalEntry entry : entries) {
                    disk.entriesOf(entry.designId()).put(entry.sequence(), new Stored<>(entry, false));
                }
                disk.heads.putAll(heads);
                if (spend(appendAnswersToLose)) {
                    throw new StoreException.Unavailable("answer lost by the test", null);
                }
                return null;
            }));
        }

        /** The entries of one call are one document; all are of one design. */
        private void insert(List<JournalEntry> entries) {
            JournalEntry first = entries.getFirst();
            String designId = first.designId();
            NavigableMap<Long, Stored<JournalEntry>> stored = disk.entriesOf(designId);
            Stored<JournalEntry> there = stored.get(first.sequence());
            if (there != null && same(there.value(), first)) {
                return;
            }
            Long end = known.get(designId);
            if (there != null || (end == null ? disk.head(designId).sequence() : end) != first.sequence() - 1) {
                known.remove(designId);
                throw new StoreException.Conflict("sequence " + first.sequence() + " is taken, or follows nothing");
            }
            JournalEntry last = entries.getLast();
            known.put(designId, last.sequence());
            if (first.sequence() <= disk.head(designId).sequence()) {
                return; // a place that was trimmed: it is taken, and no reader counts it
            }
            for (JournalEntry entry : entries) {
                stored.put(entry.sequence(), new Stored<>(entry, false));
            }
            disk.heads.put(designId, new Head(last.sequence(), last.fencingToken()));
        }

        private Head next(Head head, JournalEntry entry) {
            if (entry.fencingToken() < head.fencingToken()) {
                throw new StoreException.Conflict("fencing token " + entry.fencingToken() + " is too old");
            }
            if (entry.sequence() == head.sequence() + 1) {
                return new Head(entry.sequence(), entry.fencingToken());
            }
            Stored<JournalEntry> stored = disk.entriesOf(entry.designId()).get(entry.sequence());
            if (stored != null && same(stored.value(), entry)) {
                return head;
            }
            throw new StoreException.Conflict("sequence " + entry.sequence() + " does not follow " + head.sequence());
        }

        private static boolean same(JournalEntry one, JournalEntry other) {
            return one.fencingToken() == other.fencingToken()
                    && one.actor().equals(other.actor())
                    && Arrays.equals(one.payload(), other.payload());
        }

        @Override
        public Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax) {
            pages.add(entriesMax);
            return run(() -> {
                long last = disk.head(designId).sequence();
                if (afterSequence > last) {
                    throw new StoreException.Corrupt("the journal ends at " + last, null);
                }
                List<JournalEntry> found = new ArrayList<>();
                for (long sequence = afterSequence + 1; sequence <= last && found.size() < entriesMax; sequence++) {
                    Stored<JournalEntry> stored = disk.entriesOf(designId).get(sequence);
                    if (stored == null) {
                        throw new StoreException.Corrupt("entry " + sequence + " is missing", null);
                    }
                    found.add(stored.verified());
                }
                return found;
            });
        }

        @Override
        public Future<Long> lastSequence(String designId) {
            return run(() -> disk.head(designId).sequence());
        }

        @Override
        public Future<Void> trim(String designId, long belowSequence) {
            return run(() -> {
                Stored<Checkpoint> checkpoint = disk.checkpoints.get(designId);
                long held = checkpoint == null ? 0 : checkpoint.verified().sequence();
                if (belowSequence > held + 1) {
                    throw new StoreException.Conflict("the checkpoint holds only " + held);
                }
                disk.entriesOf(designId).headMap(belowSequence).clear();
                return null;
            });
        }
    }

    private final class MemoryCheckpoints implements Checkpoints {
        @Override
        public Future<Void> put(Checkpoint checkpoint) {
            return run(() -> {
                Stored<Checkpoint> stored = disk.checkpoints.get(checkpoint.designId());
                long newest = stored == null ? 0 : stored.value().sequence();
                long last = disk.head(checkpoint.designId()).sequence();
                if (checkpoint.sequence() < newest || checkpoint.sequence() > last) {
                    throw new StoreException.Conflict("checkpoint is not between " + newest + " and " + last);
                }
                disk.checkpoints.put(checkpoint.designId(), new Stored<>(checkpoint, false));
                return null;
            });
        }

        @Override
        public Future<Optional<Checkpoint>> get(String designId) {
            return run(() -> Optional.ofNullable(disk.checkpoints.get(designId)).map(Stored::verified));
        }

        @Override
        public Future<Void> delete(String designId) {
            return run(() -> {
                disk.entries.remove(designId);
                disk.heads.remove(designId);
                disk.checkpoints.remove(designId);
                return null;
            });
        }
    }
}
