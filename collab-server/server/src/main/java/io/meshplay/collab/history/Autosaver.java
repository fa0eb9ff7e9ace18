package io.meshplay.collab.history;

import io.meshplay.collab.designs.Hashes;
import io.meshplay.collab.designs.Slice;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.meshplay.collab.thread.OffLoop;
import io.meshplay.models.design.CanonicalDesign;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.LiveDocument;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves designs by itself: each that was edited, once nobody edits it for a while, or after a longer while all the same. Nothing
 * that is lost here is lost to anybody: the document itself is in the journal.
 */
@AnyThread
public final class Autosaver {
    private static final Logger LOG = LoggerFactory.getLogger(Autosaver.class);

    private final Vertx vertx;
    private final OffLoop offLoop;
    private final AutosaveTable table;
    private final Clock clock;
    private final HistoryLimits limits;
    private final ConcurrentMap<String, Pending> pending = new ConcurrentHashMap<>();

    /** Saves into a store. */
    public Autosaver(Vertx vertx, Records records, Clock clock, HistoryLimits limits) {
        this.vertx = vertx;
        this.offLoop = new OffLoop(vertx);
        this.table = new AutosaveTable(records);
        this.clock = clock;
        this.limits = limits;
    }

    /** An edited design that is not saved yet. */
    private record Pending(byte[] projection, Instant since, long timer) {}

    private record Content(String hash, byte[] bytes, int components) {
        static Content of(byte[] projection) {
            Design design = LiveDocument.fromProjection(projection).design();
            byte[] bytes = CanonicalDesign.of(design).bytes();
            return new Content(
                    Hashes.sha256Name(bytes), bytes, design.components().size());
        }
    }

    /**
     * Takes note that a design has changed.
     *
     * @param projection UTF-8 JSON of its roots; takes ownership
     */
    public void changed(String designId, byte[] projection) {
        pending.compute(designId, (id, before) -> {
            Instant now = clock.instant();
            Instant since = before == null ? now : before.since();
            if (before != null) {
                vertx.cancelTimer(before.timer());
            }
            Duration left = limits.elapsedMax().minus(Duration.between(since, now));
            Duration wait = left.compareTo(limits.quiet()) < 0 ? left : limits.quiet();
            long timer = vertx.setTimer(Math.max(1, wait.toMillis()), _ -> save(id));
            return new Pending(projection, since, timer);
        });
    }

    private void save(String designId) {
        Pending due = pending.remove(designId);
        if (due != null) {
            save(designId, due.projection())
                    .onFailure(failure -> LOG.atWarn()
                            .addKeyValue("designId", designId)
                            .addKeyValue("cause", failure)
                            .log("the history lacks a state of a design; the design itself is saved"));
        }
    }

    /** Saves what waits, as when the process is about to end. */
    public Future<Void> flush() {
        List<Future<Void>> saves = pending.keySet().stream()
                .map(id -> {
                    Pending due = pending.remove(id);
                    if (due == null) {
                        return Future.<Void>succeededFuture();
                    }
                    vertx.cancelTimer(due.timer());
                    return save(id, due.projection());
                })
                .toList();
        return Future.join(saves).mapEmpty();
    }

    private Future<Void> save(String designId, byte[] projection) {
        return offLoop.call(() -> Content.of(projection))
                .compose(content -> table.list(designId, new Slice(1, limits.newestKept()))
                        .compose(page -> page.items().stream()
                                        .limit(1)
                                        .anyMatch(newest -> newest.hash().equals(content.hash()))
                                ? Future.succeededFuture()
                                : insert(designId, page.items(), content)));
    }

    private Future<Void> insert(String designId, List<Autosave> present, Content content) {
        long number = present.isEmpty() ? 1 : present.getFirst().number() + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var autosave = new Autosave(designId, number, content.hash(), CanonicalDesign.FORM, content.components(), now);
        return table.insert(autosave, content.bytes())
                .compose(_ -> thin(designId, now))
                // Another node, which owns the design by now, saved the same moment.
                .recover(failure -> failure instanceof StoreException.Conflict
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    private Future<Void> thin(String designId, Instant now) {
        int most = limits.newestKept() + limits.hoursKept() + limits.daysKept() + 2;
        return table.list(designId, new Slice(1, Math.min(1_000, 2 * most)))
                .compose(page -> Future.join(Retention.superfluous(page.items(), now, limits).stream()
                                .map(table::delete)
                                .toList())
                        .mapEmpty());
    }
}
