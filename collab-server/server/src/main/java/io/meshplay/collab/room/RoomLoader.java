package io.meshplay.collab.room;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.CrdtException;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Document;
import io.meshplay.crdt.MalformedException;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
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
    private static final int PAGE = 1_000;
    /** Who writes nothing new: loading only needs a client id that is nobody's. */
    private static final long READER_CLIENT_ID = 0;

    private final Store store;

    RoomLoader(Store store) {
        this.store = store;
    }

    /** What the store holds of a design. @param brokenAt first sequence that cannot be read, 0 if none */
    private record Stored(Optional<Checkpoint> checkpoint, List<JournalEntry> tail, long last, long brokenAt) {}

    /**
     * Loads a design on the worker.
     *
     * @param suspectFrom a sequence during whose application an earlier process died, 0 if none: it is not applied again
     * @return fails with {@link StoreException}
     */
    Future<LoadedRoom> load(String designId, NativeWorker worker, long suspectFrom) {
        return store.checkpoints().get(designId).compose(checkpoint -> {
            long from = checkpoint.map(Checkpoint::sequence).orElse(0L);
            return tail(designId, from, new ArrayList<>(), PAGE)
                    .compose(tail -> store.journal().lastSequence(designId).map(last -> stored(checkpoint, tail, from, last)))
                    .compose(stored -> worker.run(() -> new Build(designId, worker, suspectFrom).of(stored)));
        });
    }

    private static Stored stored(Optional<Checkpoint> checkpoint, List<JournalEntry> tail, long from, long last) {
        long readTo = tail.isEmpty() ? from : tail.getLast().sequence();
        return new Stored(checkpoint, tail, Math.max(last, from), readTo < last ? readTo + 1 : 0);
    }

    /** Reads page by page; where a page is damaged, entry by entry up to the damage. */
    private Future<List<JournalEntry>> tail(String designId, long after, List<JournalEntry> into, int page) {
        return store.journal()
                .read(designId, after, page)
                .recover(failure -> {
                    if (!(failure instanceof StoreException.Corrupt)) {
                        return Future.failedFuture(failure);
                    }
                    LOG.error("journal of designId={} is damaged after sequence={}: {}", designId, after, failure.getMessage());
                    return page == 1 ? Future.succeededFuture(List.of()) : store.journal().read(designId, after, 1)
                            .recover(_ -> Future.succeededFuture(List.of()));
                })
                .compose(entries -> {
                    into.addAll(entries);
                    return entries.isEmpty()
                            ? Future.succeededFuture(into)
                            : tail(designId, entries.getLast().sequence(), into, page);
                });
    }

    /** Builds structure and native document of one design, on the worker's thread. */
    private static final class Build {
        private final String designId;
        private final NativeWorker worker;
        private final long suspectFrom;
        private final Structure structure = new Structure();
        private final Map<Long, String> owners = new HashMap<>();
        private final List<byte[]> good = new ArrayList<>();
        private @Nullable String epoch;
        private long damagedAt;

        Build(String designId, NativeWorker worker, long suspectFrom) {
            this.designId = designId;
            this.worker = worker;
            this.suspectFrom = suspectFrom;
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
                if (entry.sequence() == suspectFrom || !replay(entry)) {
                    damagedAt = entry.sequence();
                    break;
                }
                tailBytes += entry.payload().length;
            }
            Document document = open(stored);
            return new LoadedRoom(
                    structure, document, epoch, owners, stored.last(), stored.tail().size(), tailBytes, damagedAt);
        }

        private boolean replay(JournalEntry entry) {
            try {
                switch (JournalCodec.decode(entry.payload())) {
                    case JournalCodec.Birth birth -> epoch = birth.epoch();
                    case JournalCodec.Update update -> {
                        for (long id : update.claimed()) {
                            owners.putIfAbsent(id, update.owner());
                        }
                        take(update.update(), entry.sequence());
                    }
                }
                return true;
            } catch (MalformedException e) {
                LOG.error("designId={} sequence={} cannot be replayed: {}", designId, entry.sequence(), e.getMessage());
                return false;
            }
        }

        private void take(byte[] update, long sequence) throws MalformedException {
            Verdict verdict = structure.offer(
                    UpdateDecoder.decode(update, DecodeLimits.STORED), Admission.EVERYTHING, WorkBudget.unlimited());
            switch (verdict) {
                case Verdict.Accepted _, Verdict.Known _ -> good.add(update);
                case Verdict.Gap gap ->
                    throw new MalformedException(-1, "sequence " + sequence + " builds on what is not there: " + gap.missing());
                case Verdict.Refused refused ->
                    throw new MalformedException(-1, "sequence " + sequence + " is refused: " + refused.refusal().code());
            }
        }

        private Document open(Stored stored) {
            long first = stored.checkpoint().map(Checkpoint::sequence).orElse(0L);
            Document document = Document.open(READER_CLIENT_ID, NativeDocument.ROOTS);
            worker.blackBox().enter(designId, first, stored.last());
            try {
                document.apply(good);
                return document;
            } catch (CrdtException e) {
                LOG.error("native code refuses the journal of designId={}: {}", designId, e.getMessage());
                document.close();
                return upToTheRefusal(first);
            } finally {
                worker.blackBox().leave();
            }
        }

        /** Applies one by one and stops before the update that native code refuses. */
        private Document upToTheRefusal(long first) {
            int applicable = 0;
            Document document = Document.open(READER_CLIENT_ID, NativeDocument.ROOTS);
            try {
                for (byte[] update : good) {
                    document.apply(List.of(update));
                    applicable++;
                }
                return document;
            } catch (CrdtException e) {
                document.close();
                damagedAt = Math.max(1, first + applicable);
                Document last = Document.open(READER_CLIENT_ID, NativeDocument.ROOTS);
                last.apply(good.subList(0, applicable));
                return last;
            }
        }
    }
}
