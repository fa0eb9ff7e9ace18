package io.meshplay.collab.designs;

import io.meshplay.collab.store.RecordCollection;
import java.util.List;

/**
 * The record collections of designs that a backup holds: all that people made. A new collection belongs here unless it is about
 * a running process only.
 */
public final class DesignCollections {
    /** The designs, whose ids are those of the journals. */
    public static final RecordCollection DESIGNS = DesignTable.DESIGNS;

    /** All of them, what refers to others before these: what is referred to is written first and so never missing. */
    public static final List<RecordCollection> ALL =
            List.of(DESIGNS, LinkTable.LINKS, VersionTable.VERSIONS, VersionTable.CONTENTS, SampleDesigns.SETTINGS);

    private DesignCollections() {}
}
