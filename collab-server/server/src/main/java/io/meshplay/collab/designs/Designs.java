package io.meshplay.collab.designs;

import io.meshplay.collab.room.CloseReason;
import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.thread.OffLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The door to designs at rest. Failures are {@link DesignRefusedException}s or the store's. */
public final class Designs {
    private final DesignTable table;
    private final LiveDesigns live;
    private final DesignFeed feed;
    private final Clock clock;
    private final SecureRandom random;
    private final Versions versions;
    private final ShareLinks links;
    private final DesignExchange exchange;
    private final SampleDesigns samples;

    /** Keeps designs in a store and edits them through their rooms. */
    public Designs(
            Vertx vertx,
            Records records,
            LiveDesigns live,
            DesignFeed feed,
            Clock clock,
            SecureRandom random,
            DesignsLimits limits) {
        var offLoop = new OffLoop(vertx);
        this.table = new DesignTable(records, limits);
        this.live = live;
        this.feed = feed;
        this.clock = clock;
        this.random = random;
        this.versions = new Versions(table, new VersionTable(records), live, feed, offLoop, clock, limits);
        this.links = new ShareLinks(table, new LinkTable(records), live, clock, random, limits);
        this.exchange = new DesignExchange(this, table, live, new DesignForm(random), offLoop);
        this.samples = new SampleDesigns(this, table, records, offLoop);
    }

    /** {@return the versions of designs} */
    public Versions versions() {
        return versions;
    }

    /** {@return the share links of designs} */
    public ShareLinks links() {
        return links;
    }

    /** {@return designs as files} */
    public DesignExchange exchange() {
        return exchange;
    }

    /** {@return the designs that a new data directory starts with} */
    public SampleDesigns samples() {
        return samples;
    }

    /** Makes an empty design; it is listed once its document holds its name. */
    public Future<DesignRecord> create(String actor, String name) {
        return create(actor, nextId(), name, 0, Projections.named(name));
    }

    /** Writes the document in one edit, then the metadata: a design that can be found is whole. */
    Future<DesignRecord> create(String actor, String id, String name, int components, byte[] operations) {
        Instant now = now();
        return live.edit(id, actor, operations)
                .compose(_ -> table.insert(new DesignRecord(id, name, now, now, 0, components, null)))
                .onSuccess(design -> tell(DesignEvent.Kind.CREATED, design));
    }

    String nextId() {
        return DesignIds.next(random);
    }

    /** {@return a living design} */
    public Future<DesignRecord> get(String designId) {
        return table.living(designId);
    }

    /** {@return one page of designs} */
    public Future<DesignPage<DesignRecord>> list(DesignQuery query) {
        return table.list(query);
    }

    /**
     * Renames a design, in the list and in its document.
     *
     * @param expectedRevision refuse if the design has another; null renames it whatever it has
     */
    public Future<DesignRecord> rename(String actor, String designId, String name, @Nullable Long expectedRevision) {
        // An edit of nothing first: a design that takes no edit keeps its name in the list too.
        return table.living(designId)
                .compose(_ -> live.edit(designId, actor, Projections.unchanged()))
                .compose(_ -> table.update(designId, true, present -> {
                    if (expectedRevision != null && expectedRevision != present.revision()) {
                        throw new DesignRefusedException(
                                new DesignRefusal.RevisionDiffers(expectedRevision, present.revision()));
                    }
                    return present.renamed(name, now());
                }))
                // The list first, for it decides between two who rename; a lost second step heals at the next
                // projection.
                .onSuccess(renamed -> tell(DesignEvent.Kind.RENAMED, renamed))
                .compose(renamed ->
                        live.edit(designId, actor, Projections.renamed(name)).map(renamed));
    }

    /** Deletes a design softly: no one joins it, its sessions are closed, everything else is kept. */
    public Future<Void> delete(String designId) {
        return table.update(designId, true, present -> present.deletedAt(now()))
                .onSuccess(deleted -> tell(DesignEvent.Kind.DELETED, deleted))
                .compose(_ -> live.close(designId, CloseReason.DELETED));
    }

    /** Brings a deleted design back; a living one stays as it is. */
    public Future<DesignRecord> restore(String designId) {
        return table.update(designId, false, present -> present.deletedAt(null))
                .onSuccess(restored -> tell(DesignEvent.Kind.RESTORED, restored));
    }

    private void tell(DesignEvent.Kind kind, DesignRecord design) {
        feed.publish(DesignEvent.Changed.of(kind, design));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
