package io.meshplay.collab.designs;

import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.OffLoop;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Commits, lists and restores the versions of designs. */
public final class Versions {
    private final DesignTable designs;
    private final VersionTable table;
    private final LiveDesigns live;
    private final DesignFeed feed;
    private final OffLoop offLoop;
    private final Clock clock;
    private final DesignsLimits limits;

    Versions(
            DesignTable designs,
            VersionTable table,
            LiveDesigns live,
            DesignFeed feed,
            OffLoop offLoop,
            Clock clock,
            DesignsLimits limits) {
        this.designs = designs;
        this.table = table;
        this.live = live;
        this.feed = feed;
        this.offLoop = offLoop;
        this.clock = clock;
        this.limits = limits;
    }

    /** Commits the present state of a living design, every acknowledged edit included. */
    public Future<DesignVersion> commit(String actor, String designId, String message) {
        return designs.living(designId)
                .compose(_ -> live.project(designId))
                .compose(projection -> commit(actor, designId, message, projection));
    }

    private Future<DesignVersion> commit(String actor, String designId, String message, byte[] projection) {
        return offLoop.call(() -> Hashed.of(DesignForm.canonical(projection)))
                .compose(content -> table.putContent(content.hash(), content.bytes())
                        .compose(_ -> number(actor, designId, message, content.hash(), limits.attemptsMax())))
                .onSuccess(version -> feed.publish(
                        new DesignEvent.Changed(DesignEvent.Kind.COMMITTED, designId, null, version.number())));
    }

    /** Takes the number after the newest; if somebody else has it meanwhile, the next, so that none is left out. */
    private Future<DesignVersion> number(String actor, String designId, String message, String hash, int attempts) {
        return table.newest(designId).compose(newest -> {
            if (newest >= limits.versionsMax()) {
                return DesignTable.refused(new DesignRefusal.TooMany("versions", limits.versionsMax()));
            }
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var version = new DesignVersion(designId, newest + 1, hash, DesignForm.NUMBER, actor, message, now);
            return table.insert(version).recover(failure -> {
                if (!(failure instanceof StoreException.Conflict)) {
                    return Future.failedFuture(failure);
                }
                return attempts > 1
                        ? number(actor, designId, message, hash, attempts - 1)
                        : DesignTable.refused(new DesignRefusal.Contended("versions of design " + designId));
            });
        });
    }

    /** {@return the versions of a living design, newest first} */
    public Future<DesignPage<DesignVersion>> list(String designId, Slice slice) {
        return designs.living(designId).compose(_ -> table.list(designId, slice));
    }

    /** {@return a version of a living design, with its content} */
    public Future<VersionContent> get(String designId, long number) {
        return designs.living(designId)
                .compose(_ -> table.get(designId, number))
                .compose(version -> table.content(version.hash()).map(content -> new VersionContent(version, content)));
    }

    /**
     * Edits a design so that it is as a version has it. The present state is committed before, so that nothing is lost.
     *
     * @param actor who may edit
     * @param author the name under which the present state is committed
     * @return where the edit stands, and the version that takes it back
     */
    public Future<RestoredVersion> restore(String actor, String author, String designId, long number) {
        return get(designId, number)
                .compose(target ->
                        restore(actor, author, designId, target.content(), "Before restoring version " + number));
    }

    /**
     * Edits a design so that it is as a canonical content says.
     *
     * @param actor who may edit
     * @param author the name under which the present state is committed
     * @param before message of the version that the present state is committed as
     */
    public Future<RestoredVersion> restore(
            String actor, String author, String designId, byte[] content, String before) {
        return commit(author, designId, before)
                .compose(kept -> apply(actor, designId, content, limits.restoreAttemptsMax())
                        .map(sequence -> new RestoredVersion(sequence, kept.number())));
    }

    /** The edit is made for the state it was computed from; if others changed that meanwhile and it is refused, anew; at last, whole. */
    private Future<Long> apply(String actor, String designId, byte[] target, int attempts) {
        return live.project(designId)
                .compose(present -> offLoop.call(() -> operations(actor, present, target, attempts)))
                .compose(operations -> live.edit(designId, actor, operations))
                .recover(failure -> attempts > 1 && !(failure instanceof StoreException)
                        ? apply(actor, designId, target, attempts - 1)
                        : Future.failedFuture(failure));
    }

    private byte[] operations(String actor, byte[] present, byte[] target, int attempts) {
        return attempts > 1
                ? DesignForm.restoring(present, target, actor, clock.instant())
                : DesignForm.replacing(present, target);
    }

    private record Hashed(String hash, byte[] bytes) {
        static Hashed of(byte[] bytes) {
            return new Hashed(Hashes.sha256Name(bytes), bytes);
        }
    }
}
