package io.meshplay.collab.room;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Says what a live design means. Called on the room's loop and must not block it; asked again only after it answered. */
public interface Advisor {
    /** Has nothing to say. */
    Advisor SILENT = new Advisor() {
        @Override
        public Future<Advice> advise(String designId, long sequence, byte[] projection) {
            return Future.succeededFuture(new Advice(null, null));
        }

        @Override
        public void forget(String designId) {}
    };

    /**
     * What sessions are told, as JSON texts.
     *
     * @param change for those that were told the last one; null when nothing is new to them
     * @param whole for those that come; null for nothing
     */
    record Advice(@Nullable String change, @Nullable String whole) {}

    /**
     * A design has changed, or somebody came to it.
     *
     * @param sequence the journal sequence that the projection holds all of, or more
     * @param projection UTF-8 JSON of its roots, as {@link LiveDesigns#project} gives it; takes ownership
     * @return completes on the room's loop
     */
    Future<Advice> advise(String designId, long sequence, byte[] projection);

    /** The room is closed: what is remembered of the design is of no use. */
    void forget(String designId);
}
