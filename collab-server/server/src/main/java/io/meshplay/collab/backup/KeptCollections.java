package io.meshplay.collab.backup;

import io.meshplay.collab.designs.DesignCollections;
import io.meshplay.collab.history.Autosaves;
import io.meshplay.collab.store.RecordCollection;
import java.util.List;
import java.util.stream.Stream;

/** The record collections that a backup holds, in its order. */
public final class KeptCollections {
    /** All of them. */
    public static final List<RecordCollection> ALL = Stream.of(DesignCollections.ALL, Autosaves.COLLECTIONS)
            .flatMap(List::stream)
            .toList();

    private KeptCollections() {}
}
