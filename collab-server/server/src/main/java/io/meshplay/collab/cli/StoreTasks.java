package io.meshplay.collab.cli;

import java.nio.file.Path;

/** What is done with a store by command; each answers the exit code of the process. */
public interface StoreTasks {
    /** Writes everything that a store holds into one file, while servers may run on it. */
    int backup(StorePlace store, Path to) throws Exception;

    /**
     * Fills an empty data directory or database from a backup.
     *
     * @param sameHistory whether nothing was edited since the backup: clients go on where they are
     */
    int restore(Path from, StorePlace store, boolean sameHistory) throws Exception;

    /** Reads everything that a store holds, while servers may run on it. */
    int verify(StorePlace store) throws Exception;
}
