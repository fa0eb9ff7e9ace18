package io.meshplay.collab.designs;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.thread.OffLoop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Keeps the list of designs in step with the live documents: whoever holds a document calls it, debounced, after changes. */
public final class ProjectionListener {
    private final OffLoop offLoop;
    private final DesignTable designs;
    private final DesignFeed feed;
    private final Clock clock;

    /** Writes to the metadata in a store. */
    public ProjectionListener(Vertx vertx, Records records, DesignFeed feed, Clock clock) {
        this.offLoop = new OffLoop(vertx);
        this.feed = feed;
        this.designs = new DesignTable(records, DesignsLimits.DEFAULTS);
        this.clock = clock;
    }

    /**
     * Takes over name and component count of a changed document and sets the time of its last change.
     *
     * @param projection UTF-8 JSON of the declared roots, as {@code LiveDesigns.project} answers; takes ownership
     * @return completes when the metadata is durable; a design that is unknown or deleted is left alone
     */
    public Future<Void> projected(String designId, byte[] projection) {
        return offLoop.call(() -> parse(projection))
                .compose(now -> designs.update(designId, false, present -> refreshed(present, now)))
                .onSuccess(this::tell)
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof DesignRefusedException refused
                                && refused.refusal() instanceof DesignRefusal.UnknownDesign
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    private void tell(DesignRecord design) {
        if (!design.deleted()) {
            feed.publish(DesignEvent.Changed.of(DesignEvent.Kind.EDITED, design));
        }
    }

    private DesignRecord refreshed(DesignRecord present, Projection now) {
        if (present.deleted()) {
            return present;
        }
        String name = now.name().isEmpty() ? present.name() : now.name();
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return present.renamed(name, at).counted(now.components(), at);
    }

    private static Projection parse(byte[] projection) {
        JsonNode roots = Projections.parse(projection);
        int components = 0;
        for (JsonNode component : roots.path("components")) {
            if (!Projections.deleted(component)) {
                components++;
            }
        }
        return new Projection(DesignNames.tidy(roots.path("meta").path("name").asText("")), components);
    }

    private record Projection(String name, int components) {}
}
