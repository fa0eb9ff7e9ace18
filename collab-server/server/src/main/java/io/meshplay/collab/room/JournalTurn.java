package io.meshplay.collab.room;

import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.crdt.AcceptedUpdate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries accepted updates to the journal: what a turn of the loop accepted goes in one append, one append at a time, in
 * order. A store that is away is retried for ever. Confined to the room's event loop.
 */
@EventLoop
final class JournalTurn {
    /** What the room hears of its journal. */
    interface Listener {
        /** A turn is about to be written; everything accepted so far is in it or before it. */
        void cut();

        /** The entries are on disk. */
        void durable(List<Taken> turn);

        /** The store is away (true), or back (false). */
        void stalled(boolean away);

        /** Another owner writes this journal, or the store refuses for good: this room is void. */
        void lost(Throwable why);
    }

    private final Turns turns;
    private final Journal journal;
    private final RoomLimits limits;
    private final String designId;
    private final Listener listener;

    private final List<Taken> takenNext = new ArrayList<>();
    private final List<JournalEntry> entriesNext = new ArrayList<>();
    private long fencingToken;
    private long accepted;
    private long durable;
    private long unsavedBytes;
    private long nextSinceNanos;
    private long inFlightSinceNanos;
    private boolean scheduled;
    private boolean inFlight;
    private boolean stalled;
    private boolean stopped;
    private long retryTimer = -1;
    private final Promise<Void> settled = Promise.promise();

    JournalTurn(Turns turns, Journal journal, String designId, RoomLimits limits, Listener listener) {
        this.turns = turns;
        this.journal = journal;
        this.designId = designId;
        this.limits = limits;
        this.listener = listener;
    }

    /** The journal ends at {@code sequence}; what comes is written under {@code token}. */
    void loaded(long sequence, long token) {
        fencingToken = token;
        accepted = sequence;
        durable = sequence;
    }

    long accepted() {
        return accepted;
    }

    long durable() {
        return durable;
    }

    long unsavedBytes() {
        return unsavedBytes;
    }

    /** {@return how long the oldest entry has waited that is not durable; 0 if there is none} */
    long oldestUnsavedNanos(long now) {
        if (inFlight) {
            return now - inFlightSinceNanos;
        }
        return entriesNext.isEmpty() ? 0 : now - nextSinceNanos;
    }

    boolean stalled() {
        return stalled;
    }

    boolean idle() {
        return !inFlight && entriesNext.isEmpty();
    }

    /** Queues an entry that carries no update for the peers. */
    void append(String actor, JournalCodec.Payload payload) {
        accepted++;
        if (entriesNext.isEmpty()) {
            nextSinceNanos = turns.nanoTime();
        }
        byte[] bytes = JournalCodec.encode(payload);
        unsavedBytes += bytes.length;
        entriesNext.add(new JournalEntry(designId, accepted, fencingToken, actor, bytes));
        schedule();
    }

    /** Queues an update. Returns the sequence that must be durable before anybody hears of it. */
    long append(String actor, Claims claims, AcceptedUpdate update, @Nullable Session origin) {
        append(actor, new JournalCodec.Update(claims.owner(), claims.clientIds(), update.bytes()));
        takenNext.add(new Taken(accepted, update, origin));
        return accepted;
    }

    private void schedule() {
        if (!scheduled && !inFlight) {
            scheduled = true;
            turns.run(this::write);
        }
    }

    private void write() {
        scheduled = false;
        if (inFlight || entriesNext.isEmpty() || stopped) {
            return;
        }
        listener.cut();
        List<JournalEntry> entries = List.copyOf(entriesNext);
        List<Taken> turn = List.copyOf(takenNext);
        entriesNext.clear();
        takenNext.clear();
        inFlight = true;
        inFlightSinceNanos = nextSinceNanos;
        append(entries, turn, limits.journalRetryMin());
    }

    /**
     * Writes nothing more. What is on its way to the store cannot be called back.
     *
     * @return completes when nothing is on its way, so that another may read where the journal ends
     */
    Future<Void> stop() {
        stopped = true;
        if (!inFlight || turns.cancel(retryTimer)) {
            settled.tryComplete();
        }
        return settled.future();
    }

    private void append(List<JournalEntry> entries, List<Taken> turn, Duration retry) {
        journal.append(entries).onComplete(written -> {
            if (stopped) {
                settled.tryComplete();
            } else if (written.succeeded()) {
                written(entries, turn);
            } else if (written.cause() instanceof StoreException.Conflict) {
                settleConflict(entries, turn, retry, written.cause());
            } else {
                retry(entries, turn, retry);
            }
        });
    }

    private void written(List<JournalEntry> entries, List<Taken> turn) {
        inFlight = false;
        durable = entries.getLast().sequence();
        for (JournalEntry entry : entries) {
            unsavedBytes -= entry.payload().length;
        }
        schedule();
        if (stalled) {
            stalled = false;
            listener.stalled(false);
        }
        listener.durable(turn);
    }

    private void retry(List<JournalEntry> entries, List<Taken> turn, Duration retry) {
        if (!stalled) {
            stalled = true;
            listener.stalled(true);
        }
        Duration next = retry.multipliedBy(2);
        Duration longest = limits.journalRetryMax();
        retryTimer = turns.after(retry, () -> append(entries, turn, next.compareTo(longest) > 0 ? longest : next));
    }

    /** A retried append may find its own entries: the failure came after the write. Anything else is another owner. */
    private void settleConflict(List<JournalEntry> entries, List<Taken> turn, Duration retry, Throwable conflict) {
        Future<List<JournalEntry>> stored =
                journal.read(designId, entries.getFirst().sequence() - 1, entries.size());
        stored.onComplete(read -> {
            if (stopped) {
                settled.tryComplete();
            } else if (read.failed() && read.cause() instanceof StoreException.Unavailable) {
                retry(entries, turn, retry);
            } else if (read.succeeded() && same(entries, read.result())) {
                written(entries, turn);
            } else {
                stopped = true;
                inFlight = false;
                settled.tryComplete();
                listener.lost(conflict);
            }
        });
    }

    private static boolean same(List<JournalEntry> ours, List<JournalEntry> stored) {
        if (ours.size() != stored.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            JournalEntry one = ours.get(i);
            JournalEntry other = stored.get(i);
            if (one.sequence() != other.sequence()
                    || one.fencingToken() != other.fencingToken()
                    || !Arrays.equals(one.payload(), other.payload())) {
                return false;
            }
        }
        return true;
    }
}
