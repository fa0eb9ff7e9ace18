package io.meshplay.collab.history;

import io.meshplay.collab.designs.DesignPage;
import io.meshplay.collab.designs.DesignRefusal;
import io.meshplay.collab.designs.DesignRefusedException;
import io.meshplay.collab.designs.Designs;
import io.meshplay.collab.designs.RestoredVersion;
import io.meshplay.collab.designs.Slice;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.Records;
import io.vertx.core.Future;
import java.util.List;

/** Lists, reads and restores what was saved by itself. Failures are {@link DesignRefusedException}s or the store's. */
public final class Autosaves {
    /** What a backup holds of it; what refers to others before these. */
    public static final List<RecordCollection> COLLECTIONS = List.of(AutosaveTable.AUTOSAVES, AutosaveTable.CONTENTS);

    private final Designs designs;
    private final AutosaveTable table;

    /** Reads from a store and edits designs through their rooms. */
    public Autosaves(Designs designs, Records records) {
        this.designs = designs;
        this.table = new AutosaveTable(records);
    }

    /** {@return the autosaves of a living design, newest first} */
    public Future<DesignPage<Autosave>> list(String designId, Slice slice) {
        return designs.get(designId).compose(_ -> table.list(designId, slice));
    }

    /** {@return an autosave of a living design, with its content} */
    public Future<SavedState> get(String designId, long number) {
        return designs.get(designId)
                .compose(_ -> table.get(designId, number))
                .compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> Future.failedFuture(
                                new DesignRefusedException(new DesignRefusal.UnknownVersion(number)))));
    }

    /**
     * Edits a design so that it is as it was saved; the present state is committed before.
     *
     * @param actor who may edit
     * @param author the name under which the present state is committed
     */
    public Future<RestoredVersion> restore(String actor, String author, String designId, long number) {
        return get(designId, number)
                .compose(saved -> designs.versions()
                        .restore(
                                actor,
                                author,
                                designId,
                                saved.content(),
                                "Before restoring the state of "
                                        + saved.autosave().createdAt()));
    }
}
