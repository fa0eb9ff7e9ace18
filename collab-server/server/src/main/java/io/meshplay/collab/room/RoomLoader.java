package io.meshplay.collab.room;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.BlackBox;
import io.meshplay.crdt.CrdtException;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Document;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a design from the store: the checkpoint, then the journal's tail. A failure to read is never an empty document:
 * what cannot be read or applied makes the room read-only from the last good sequence, and stays in the store untouched.
 */
@AnyThread
final class RoomLoader {
    private static final Logger LOG = LoggerFactory.getLogger(RoomLoader.class);
    private static final int FENCE_ATTEMPTS_MAX = 10;
    /** So many opened rooms in which nobody wrote are worth a checkpoint. */
    private static final int FENCES_KEPT = 20;

    private static final String ACTOR = "server";
    /** Who writes nothing new: loading only needs a client id that is nobody's. */
    private static final long READER_CLIENT_ID = 0;

    private final Store store;
    private final RoomLimits limits;

    RoomLoader(Store store, RoomLimits limits) {
        this.store = store;
        this.limits = limits;
    }

    /** What the store holds of a design. {@code brokenAt}: first sequence that cannot be read, 0 if none */
    private record Stored(Optional<Checkpoint> checkpoint, List<JournalEntry> tail, long last, long brokenAt) {
        long from() {
            return checkpoint.map(Checkpoint::sequence).orElse(0L);
        }

        /** {@return whether the other reading found the same damage in the same place, and nothing was written since} */
        boolean broken(Stored other) {
            return brokenAt == other.brokenAt && last == other.last && from() == other.from();
        }
    }

    /**
     * Loads a design on the worker. A new owner's fence goes into the journal before anything is built: what an earlier
     * owner wrote until then is read, and it writes nothing after that.
     *
     * @param claim under which the room writes
     * @param suspects what native code was reading when an earlier process died: one sequence is not applied again, the
     *     sequences of a longer range are applied one by one, so that the next death names its own
     * @return fails with {@link StoreException}
     */
    Future<LoadedRoom> load(
            String designId, Ownership.Claim claim, NativeWorker worker, List<BlackBox.Suspect> suspects) {
        Optional<BlackBox.Suspect> suspect =
                suspects.stream().filter(one -> one.designId().equals(designId)).findFirst();
        long began = System.nanoTime();
        return read(designId, claim, FENCE_ATTEMPTS_MAX).compose(stored -> {
            LOG.debug(
                    "designId={}: checkpoint and {} entries read and fenced in {} ms",
                    designId,
                    stored.tail().size(),
                    (System.nanoTime() - began) / 1_000_000);
            return worker.run(NativeTask.LOAD, designId, () -> {
                long building = System.nanoTime();
                LoadedRoom loaded = new Build(designId, claim, worker, suspect, limits.ofOwnState()).of(stored);
                LOG.debug("designId={}: built in {} ms", designId, (System.nanoTime() - building) / 1_000_000);
                return loaded;
            });
        });
    }

    /**
     * Checkpoint, tail and end are read one after the other, and an earlier owner may write, checkpoint and trim in between:
     * damage is believed when two readings show the same.
     */
    private Future<Stored> read(String designId, Ownership.Claim claim, int attempts) {
        return read(designId, claim, attempts, null);
    }

    private Future<Stored> read(String designId, Ownership.Claim claim, int attempts, @Nullable Stored before) {
        return once(designId).compose(stored -> {
            if (stored.brokenAt() == 0) {
                return claim.fence() ? fence(designId, claim, stored, attempts) : Future.succeededFuture(stored);
            }
            if (before != null && stored.broken(before)) {
                return Future.succeededFuture(stored);
            }
            return attempts > 1
                    ? read(designId, claim, attempts - 1, stored)
                    : Future.failedFuture(new StoreException.Unavailable("others write " + designId, null));
        });
    }

    /** The end is asked for only where the tail is damaged: a page that is not full ends the journal. */
    private Future<Stored> once(String designId) {
        return store.checkpoints().get(designId).compose(checkpoint -> {
            long from = checkpoint.map(Checkpoint::sequence).orElse(0L);
            List<JournalEntry> tail = new ArrayList<>();
            return tail(designId, from, tail, limits.loadPageEntries()).compose(whole -> {
                long readTo = tail.isEmpty() ? from : tail.getLast().sequence();
                return whole
                        ? Future.succeededFuture(new Stored(checkpoint, tail, readTo, 0))
                        : store.journal().lastSequence(designId).map(last -> damaged(checkpoint, tail, readTo, last));
            });
        });
    }

    private Future<Stored> fence(String designId, Ownership.Claim claim, Stored stored, int attempts) {
        JournalEntry entry = new JournalEntry(
                designId,
                stored.last() + 1,
                claim.fencingToken(),
                ACTOR,
                JournalCodec.encode(new JournalCodec.Fence()));
        return store.journal()
                .append(List.of(entry))
                .map(_ -> {
                    stored.tail().add(entry);
                    return new Stored(stored.checkpoint(), stored.tail(), entry.sequence(), 0);
                })
                .recover(failure -> failure instanceof StoreException.Conflict && attempts > 1
                        ? read(designId, claim, attempts - 1)
                        : Future.failedFuture(failure));
    }

    private static Stored damaged(Optional<Checkpoint> checkpoint, List<JournalEntry> tail, long readTo, long last) {
        return new Stored(checkpoint, tail, Math.max(last, readTo), readTo < last ? readTo + 1 : 0);
    }

    /**
     * Reads page by page; where a page is damaged, entry by entry up to the damage.
     *
     * @return whether the journal was read to its end
     */
    private Future<Boolean> tail(String designId, long after, List<JournalEntry> into, int page) {
        return store.journal()
                .read(designId, after, page)
                .compose(
                        entries -> {
                            into.addAll(entries);
                            return entries.size() < page
                                    ? Future.succeededFuture(true)
                                    : tail(designId, entries.getLast().sequence(), into, page);
                        },
                        failure -> beforeDamage(designId, after, into, page, failure));
    }

    private Future<Boolean> beforeDamage(
            String designId, long after, List<JournalEntry> into, int page, Throwable failure) {
        if (!(failure instanceof StoreException.Corrupt)) {
            return Future.failedFuture(failure);
        }
        LOG.atError()
                .addKeyValue("designId", designId)
                .addKeyValue("sequence", after)
                .addKeyValue("cause", failure.getMessage())
                .log("a journal is damaged after this sequence");
        if (page == 1) {
            return Future.succeededFuture(false);
        }
        return store.journal()
                .read(designId, after, 1)
                .recover(_ -> Future.succeededFuture(List.of()))
                .compose(entries -> {
                    into.addAll(entries);
                    return entries.isEmpty()
                            ? Future.succeededFuture(false)
                            : tail(designId, entries.getLast().sequence(), into, page);
                });
    }

    /** Builds a design as {@link #load} does, of what is given; on the worker's thread. */
    static LoadedRoom build(
            String designId, NativeWorker worker, DecodeLimits bounds, Checkpoint checkpoint, List<JournalEntry> tail)
            throws MalformedException {
        long last = tail.isEmpty() ? checkpoint.sequence() : tail.getLast().sequence();
        Ownership.Claim claim = new Ownership.Claim(1, false);
        return new Build(designId, claim, worker, Optional.empty(), bounds)
                .of(new Stored(Optional.of(checkpoint), tail, last, 0));
    }

    /** Builds structure and native document of one design, on the worker's thread. */
    private static final class Build {
        private final String designId;
        private final Ownership.Claim claim;
        private final NativeWorker worker;
        private final Optional<BlackBox.Suspect> suspect;
        private final DecodeLimits bounds;
        private final Structure structure = new Structure(StructureLimits.DEFAULTS);
        private final Map<Long, String> owners = new HashMap<>();
        private final List<Good> good = new ArrayList<>();
        private @Nullable String epoch;
        private long damagedAt;
        private int fences;

        /** Bytes that the structure has taken. */
        private record Good(long sequence, byte[] update) {}

        Build(
                String designId,
                Ownership.Claim claim,
                NativeWorker worker,
                Optional<BlackBox.Suspect> suspect,
                DecodeLimits bounds) {
            this.bounds = bounds;
            this.designId = designId;
            this.claim = claim;
            this.worker = worker;
            this.suspect = suspect;
        }

        LoadedRoom of(Stored stored) throws MalformedException {
            if (stored.checkpoint().isPresent()) {
                CheckpointCodec.Content content =
                        CheckpointCodec.decode(stored.checkpoint().get().payload());
                epoch = content.epoch();
                owners.putAll(content.owners());
                take(content.state(), stored.checkpoint().get().sequence());
            }
            long tailBytes = 0;
            damagedAt = stored.brokenAt();
            for (JournalEntry entry : stored.tail()) {
                if (killed(entry.sequence()) || !replay(entry)) {
                    damagedAt = entry.sequence();
                    break;
                }
                tailBytes += entry.payload().length;
            }
            Document document = open();
            return new LoadedRoom(
                    structure,
                    document,
                    epoch,
                    owners,
                    stored.last(),
                    claim.fencingToken(),
                    stored.tail().size() - (fences > FENCES_KEPT ? 0 : fences),
                    tailBytes,
                    damagedAt);
        }

        private boolean killed(long sequence) {
            return suspect.isPresent()
                    && suspect.get().fromSequence() == suspect.get().toSequence()
                    && suspect.get().fromSequence() == sequence;
        }

        private boolean replay(JournalEntry entry) {
            try {
                switch (JournalCodec.decode(entry.payload())) {
                    case JournalCodec.Birth birth -> begin(birth.epoch());
                    case JournalCodec.Update update -> {
                        for (long id : update.claimed()) {
                            owners.putIfAbsent(id, update.owner());
                        }
                        take(update.update(), entry.sequence());
                    }
                    case JournalCodec.Fence _ -> fences++;
                }
                return true;
            } catch (MalformedException e) {
                LOG.atError()
                        .addKeyValue("designId", designId)
                        .addKeyValue("sequence", entry.sequence())
                        .addKeyValue("cause", e.getMessage())
                        .log("a journal entry cannot be replayed");
                return false;
            }
        }

        /** A later history line is a restored backup's: whoever was the server's id before it is nobody's any more. */
        private void begin(String line) {
            if (epoch != null) {
                owners.replaceAll((_, owner) -> owner.equals(Intake.SERVER) ? Intake.SERVER + " of " + line : owner);
            }
            epoch = line;
        }

        private void take(byte[] update, long sequence) throws MalformedException {
            Verdict verdict =
                    structure.offer(UpdateDecoder.decode(update, bounds), Admission.OF_OWN_STATE, WorkBudget.UNLIMITED);
            switch (verdict) {
                case Verdict.Accepted _, Verdict.Known _ -> good.add(new Good(sequence, update));
                case Verdict.Gap gap ->
                    throw new MalformedException(
                            -1, "sequence " + sequence + " builds on what is not there: " + gap.missing());
                case Verdict.Refused refused ->
                    throw new MalformedException(
                            -1,
                            "sequence " + sequence + " is refused: "
                                    + refused.refusal().code());
            }
        }

        private Document open() {
            if (suspect.isEmpty() && !good.isEmpty()) {
                Document document = Document.open(READER_CLIENT_ID, NativeDocument.ROOTS);
                try {
                    apply(document, good, good.getLast().sequence() + 1);
                    return document;
                } catch (CrdtException e) {
                    LOG.atError()
                            .addKeyValue("designId", designId)
                            .addKeyValue("cause", e.getMessage())
                            .log("native code refuses a journal");
                    document.close();
                }
            }
            return upToTheRefusal();
        }

        /** Applies one by one and stops before the update that native code refuses. */
        private Document upToTheRefusal() {
            Document document = Document.open(READER_CLIENT_ID, NativeDocument.ROOTS);
            for (int i = 0; i < good.size(); i++) {
                try {
                    apply(document, good.subList(i, i + 1), good.get(i).sequence());
                } catch (CrdtException e) {
                    damagedAt = good.get(i).sequence();
                    document.close();
                    Document last = Document.open(READER_CLIENT_ID, NativeDocument.ROOTS);
                    if (i > 0) {
                        apply(last, good.subList(0, i), good.get(i - 1).sequence() + 1);
                    }
                    return last;
                }
            }
            return document;
        }

        /** {@code named}: the last sequence that the black box names; only one alone is never applied again */
        private void apply(Document document, List<Good> some, long named) {
            List<byte[]> updates = some.stream().map(Good::update).toList();
            worker.apply(document, designId, some.getFirst().sequence(), named, updates);
        }
    }
}
